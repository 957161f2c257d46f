import { openEngine, type Engine, type EngineAnswer } from '../docker/engine.ts';
import type { DockerGate } from '../docker/gate.ts';
import { dockerContainers } from '../facts/docker-containers.ts';
import { dockerEvents } from '../facts/docker-events.ts';
import { dockerInspect, type ContainerInspect } from '../facts/docker-inspect.ts';
import { dockerLogs, type LogLine } from '../facts/docker-logs.ts';
import { dockerNetworks, type DockerNetwork } from '../facts/docker-networks.ts';
import type { Fact, Reading } from '../facts/fact.ts';
import type { Asked } from '../report/report.ts';
import type { Shell } from '../ssh/shell.ts';
import { tell } from '../text/tell.ts';
import type { Readings } from './read-host.ts';

/** Logs are read of this many containers at most: first of those that are in trouble or asked for, then of those that run. */
const MOST_LOGS = 40;

/** Everything that Docker's API tells, over the Shell's own connection. A daemon that does not run is left alone. */
export async function readDocker(
  shell: Shell,
  gate: DockerGate,
  facts: readonly Fact[],
  asked: Asked,
  signal?: AbortSignal,
): Promise<Readings> {
  if (gate.kind !== 'running') return sameForAll(facts, gate);
  // The gate has just told the host's time; what has passed since then is counted here.
  const begun = performance.now();
  const { hostSeconds } = gate;
  const hostTime = () =>
    hostSeconds === undefined ? undefined : hostSeconds + (performance.now() - begun) / 1000;
  const engine = await openEngine(shell, gate, { ...(signal && { signal }) });
  try {
    return await readEngine(engine, facts, gate.containerIds, asked, hostTime);
  } finally {
    engine.close();
  }
}

function sameForAll(facts: readonly Fact[], gate: Exclude<DockerGate, { kind: 'running' }>): Readings {
  const status = gate.kind === 'absent' ? 'absent' : 'unreadable';
  const ofDocker = facts.filter(({ read }) => read.kind.startsWith('docker'));
  // A recording is read by many.
  const because = tell(gate.because, 'en');
  return Object.fromEntries(ofDocker.map(({ id }) => [id, { status, because, argv: [] }]));
}

async function readEngine(
  engine: Engine,
  facts: readonly Fact[],
  knownIds: readonly string[],
  asked: Asked,
  hostTime: () => number | undefined,
): Promise<Readings> {
  const plain = facts.flatMap(({ id, read }) => (read.kind === 'docker' ? [{ id, path: read.path }] : []));
  // Ids that the data root names are inspected at once, together with the list that may name more.
  const early = new Map(knownIds.map((id) => [id, engine.get(inspectPath(id))]));
  const answers = await Promise.all(plain.map(async ({ id, path }) => [id, await engine.get(path)] as const));
  const readings: Record<string, Reading> = Object.fromEntries(
    answers.map(([id, answer]) => [
      id,
      toReading(answer, `GET ${plain.find((one) => one.id === id)?.path ?? ''}`),
    ]),
  );
  const list = readings[dockerContainers.id];
  const ids = list?.status === 'ok' ? idsIn(list.stdout) : undefined;
  if (ids === undefined)
    return {
      ...readings,
      [dockerInspect.id]: failed(list),
      [dockerLogs.id]: failed(list),
      [dockerEvents.id]: failed(list),
    };

  const inspected = await Promise.all(
    ids.map(async (id) => [id, await (early.get(id) ?? engine.get(inspectPath(id)))] as const),
  );
  const inspect = readingOfAll(inspected);
  if (inspect.status !== 'ok') {
    return {
      ...readings,
      [dockerInspect.id]: inspect,
      [dockerLogs.id]: failed(inspect),
      [dockerEvents.id]: failed(inspect),
    };
  }
  // Asked last, so that the end of a run that the inspection shows is among them.
  const events = readEvents(engine, hostTime());
  const troubled = inOrderOfTrouble(containersIn(inspect), asked).slice(0, MOST_LOGS);
  const logs = await Promise.all(
    troubled.map(async ({ id }) => [id, await engine.get(logPath(id))] as const),
  );
  return {
    ...readings,
    [dockerInspect.id]: inspect,
    [dockerLogs.id]: readingOfLogs(logs),
    [dockerEvents.id]: await events,
  };
}

async function readEvents(engine: Engine, until: number | undefined): Promise<Reading> {
  if (until === undefined || dockerEvents.read.kind !== 'docker-at') {
    return { status: 'unreadable', because: "the host's clock could not be read", argv: [] };
  }
  const path = dockerEvents.read.path(until);
  return toReading(await engine.get(path), `GET ${path}`);
}

type Answers = readonly (readonly [id: string, answer: EngineAnswer])[];

/** All containers but those removed meanwhile; with one missing for another reason nobody knows what all of them are. */
function readingOfAll(inspected: Answers): Reading {
  const argv = ['GET', '/containers/{id}/json'];
  const bodies: string[] = [];
  for (const [id, answer] of inspected) {
    if (answer.kind === 'json') bodies.push(`${JSON.stringify(id)}:${answer.body}`);
    else if (answer.kind === 'text') return { status: 'unreadable', because: `${id}: no JSON`, argv };
    else if (answer.gone !== true)
      return { status: answer.kind, because: reasonOf(id, answer.because), argv };
  }
  return { status: 'ok', argv, code: 0, stdout: `{${bodies.join(',')}}`, stderr: '' };
}

/** Each log is of worth by itself; those that could not be read are named in `stderr`, a line each. */
function readingOfLogs(logs: Answers): Reading {
  const texts = Object.fromEntries(
    logs.flatMap(([id, answer]) => (answer.kind === 'text' ? [[id, answer.body]] : [])),
  );
  const missing = logs.flatMap(([id, answer]) =>
    'because' in answer && answer.gone !== true ? [reasonOf(id, answer.because)] : [],
  );
  return {
    status: 'ok',
    argv: ['GET', '/containers/{id}/logs'],
    code: 0,
    stdout: JSON.stringify(texts),
    stderr: missing.join('\n'),
  };
}

function reasonOf(id: string, because: string): string {
  return `${id}: ${because.replaceAll(/\s+/g, ' ').trim()}`;
}

function toReading(answer: EngineAnswer, source: string): Reading {
  const argv = source.split(' ');
  if (answer.kind === 'json' || answer.kind === 'text') {
    return { status: 'ok', argv, code: 0, stdout: answer.body, stderr: '' };
  }
  return { status: answer.kind, because: answer.because, argv };
}

function failed(list: Reading | undefined): Reading {
  if (list === undefined || list.status === 'ok') {
    return { status: 'unreadable', because: 'the list of containers could not be read', argv: [] };
  }
  return { status: list.status, because: list.because, argv: list.argv };
}

function idsIn(body: string): readonly string[] | undefined {
  const parsed = dockerContainers.parse({ stdout: body, stderr: '', code: 0, argv: [] });
  return parsed.kind === 'value' ? parsed.value.map(({ id }) => id) : undefined;
}

export function containersIn(reading: Reading | undefined): readonly ContainerInspect[] {
  if (reading?.status !== 'ok') return [];
  const parsed = dockerInspect.parse(reading);
  return parsed.kind === 'value' ? parsed.value : [];
}

export function networksIn(reading: Reading | undefined): readonly DockerNetwork[] {
  if (reading?.status !== 'ok') return [];
  const parsed = dockerNetworks.parse(reading);
  return parsed.kind === 'value' ? parsed.value : [];
}

/** One that runs may say in its log what it cannot do. */
function inOrderOfTrouble(
  containers: readonly ContainerInspect[],
  asked: Asked,
): readonly ContainerInspect[] {
  const wanted = containers.filter((container) => wantsLog(container, asked));
  return [...wanted, ...containers.filter((container) => !wanted.includes(container))];
}

export function logsIn(reading: Reading | undefined): Readonly<Record<string, readonly LogLine[]>> {
  if (reading?.status !== 'ok') return {};
  const parsed = dockerLogs.parse(reading);
  return parsed.kind === 'value' ? parsed.value : {};
}

function wantsLog({ name, state, restartCount, hostConfig }: ContainerInspect, asked: Asked): boolean {
  if (
    asked.container === name ||
    hostConfig.portBindings.some(({ hostPort }) => hostPort === asked.port && asked.port)
  )
    return true;
  const unwell = state.health !== undefined && state.health.status !== 'healthy';
  return !state.running || state.restarting || restartCount > 0 || unwell;
}

function inspectPath(id: string): string {
  return dockerInspect.read.kind === 'docker-each' ? dockerInspect.read.path(id) : '';
}

function logPath(id: string): string {
  return dockerLogs.read.kind === 'docker-each' ? dockerLogs.read.path(id) : '';
}
