import { openEngine, type Engine } from '../../docker/engine.ts';
import { askGate } from '../../docker/gate.ts';
import { streamLog, type LogEnd, type LogOptions, type LogWanted } from '../../docker/log-stream.ts';
import { FerrymanError } from '../../errors.ts';
import { dockerEvents, type ContainerEvents } from '../../facts/docker-events.ts';
import { dockerInspect, type ContainerInspect } from '../../facts/docker-inspect.ts';
import { inWords } from '../../facts/reasons.ts';
import type { Host } from '../../hosts/host.ts';
import { joinContainers, type Container } from '../../model/containers.ts';
import type { LogLine } from '../../report/logs.ts';
import type { Shell } from '../../ssh/shell.ts';
import { say, type Text } from '../../text/say.ts';
import { openShell, type Shells } from '../open-shell.ts';
import { openRecorded } from './open-recorded.ts';

/** One container of a host, with what Docker says of it now, and its log. */
export interface OpenContainer {
  readonly container: Container;
  /** Milliseconds since 1970, by the host's clock. */
  readonly now: number;
  /** ISO 8601: what is said here was recorded then, and may be otherwise by now. */
  readonly recordedAt?: string;
  /** Raw lines; of this container, or of another one by its id. */
  lines(wanted: LogWanted, options: LogOptions, id?: string): AsyncGenerator<readonly LogLine[], LogEnd>;
  close(): Promise<void>;
}

/** Throws a `FerrymanError` where the host cannot be reached, Docker does not run there, or the container is gone. */
export async function openContainer(
  host: Host,
  { id, name }: { readonly id: string; readonly name: string },
  { shells, signal }: { readonly shells: Shells; readonly signal?: AbortSignal },
): Promise<OpenContainer> {
  if (host.via.kind === 'snapshot') return openRecorded(host.name, host.via.path, id);
  const shell = await openShell(host, shells);
  try {
    return await openOn(shell, host, { id, name }, signal);
  } catch (error) {
    await shell.close();
    throw error;
  }
}

/** Docker answers nothing about a container while it starts or stops it, which on a busy host takes seconds. */
const PATIENCE_MS = 20_000;

async function openOn(
  shell: Shell,
  host: Host,
  { id, name }: { readonly id: string; readonly name: string },
  signal: AbortSignal | undefined,
): Promise<OpenContainer> {
  const { gate } = await askGate(shell, signal);
  if (gate.kind !== 'running') {
    throw new FerrymanError(
      'docker-not-running',
      say`Docker cannot be asked on ${host.name}: ${gate.because}.`,
      say`Find out why: ferryman diagnose ${host.name}`,
    );
  }
  const begun = performance.now();
  const askedAt = gate.hostSeconds === undefined ? Date.now() : gate.hostSeconds * 1_000;
  const hostNow = () => askedAt + performance.now() - begun;
  const engine = await openEngine(shell, gate, { patienceMs: PATIENCE_MS, ...(signal && { signal }) });
  try {
    const inspected = await inspectOne(engine, id);
    if (inspected.kind === 'none') throw gone(host.name, name, inspected.because);
    // Asked after the inspection, so that the end of a run that it shows is among them.
    const now = hostNow();
    const [container] = joinContainers([inspected.inspect], [], undefined, await eventsOf(engine, now));
    if (container === undefined) throw gone(host.name, name, say`its inspection is empty`);
    const ttys = new Map([[id, inspected.inspect.config.tty]]);
    return {
      container,
      now,
      async *lines(wanted, options, other = id) {
        const tty = ttys.get(other) ?? (await isTerminal(engine, other));
        return yield* streamLog(engine, { id: other, tty }, wanted, options);
      },
      close: async () => {
        engine.close();
        await shell.close();
      },
    };
  } catch (error) {
    engine.close();
    throw error;
  }
}

type Inspected =
  | { readonly kind: 'one'; readonly inspect: ContainerInspect }
  | { readonly kind: 'none'; readonly because: Text | string };

async function inspectOne(engine: Engine, id: string): Promise<Inspected> {
  const answer = await engine.get(`/containers/${id}/json`);
  if (answer.kind !== 'json') {
    return {
      kind: 'none',
      because: 'because' in answer ? inWords(answer.because) : say`the answer is no JSON`,
    };
  }
  const parsed = dockerInspect.parse({
    stdout: `{${JSON.stringify(id)}:${answer.body}}`,
    stderr: '',
    code: 0,
    argv: [],
  });
  const inspect = parsed.kind === 'value' ? parsed.value[0] : undefined;
  return inspect === undefined ? { kind: 'none', because: say`it cannot be read` } : { kind: 'one', inspect };
}

async function isTerminal(engine: Engine, id: string): Promise<boolean> {
  const inspected = await inspectOne(engine, id);
  return inspected.kind === 'one' && inspected.inspect.config.tty;
}

/** Without them nobody knows who ended it; that is no reason to say nothing. */
async function eventsOf(engine: Engine, now: number): Promise<ContainerEvents> {
  if (dockerEvents.read.kind !== 'docker-at') return { events: [] };
  const path = dockerEvents.read.path(now / 1_000);
  const answer = await engine.get(path);
  if (answer.kind !== 'json') return { events: [] };
  const parsed = dockerEvents.parse({ stdout: answer.body, stderr: '', code: 0, argv: ['GET', path] });
  return parsed.kind === 'value' ? parsed.value : { events: [] };
}

function gone(host: string, name: string, because: Text | string): FerrymanError {
  return new FerrymanError(
    'container-gone',
    say`Docker on ${host} does not show container ${name}: ${because}.`,
    say`It may have been removed meanwhile: look for it again.`,
  );
}
