import { z } from 'zod';

import type { CommandResult, Shell } from '../ssh/shell.ts';
import type { Engine, EngineAnswer } from './engine.ts';
import { openCommandStream } from './open-command-stream.ts';
import { MOST_JSON_BYTES, MOST_LOG_BYTES, STOPPED, tooLong, withCut } from './limits.ts';

type Program = readonly [string, ...string[]];

/**
 * The same answers through the `docker` command, for hosts that forward no sockets and whose command line is older
 * than dial-stdio. `docker inspect` prints the API's own objects, so that nothing above can tell the difference.
 */
export function commandLineEngine(shell: Shell, docker: Program, signal?: AbortSignal): Engine {
  const run = (...args: string[]) => {
    const maxBytes = args[0] === 'logs' ? MOST_LOG_BYTES : MOST_JSON_BYTES;
    return shell.run(
      { argv: [...docker, ...args] },
      { timeoutMs: 15_000, maxBytes, ...(signal && { signal }) },
    );
  };
  let inspected: Promise<CommandResult> | undefined;

  const list = () => run('ps', '--all', '--quiet', '--no-trunc');
  const inspectAll = async () => {
    const ids = words((await list()).stdout);
    return run('inspect', ...ids);
  };

  async function get(path: string): Promise<EngineAnswer> {
    const [base = path, query = ''] = path.split('?');
    const container = /^\/containers\/([^/]+)\/(json|logs)$/.exec(base);
    if (base === '/containers/json') return idsAsList(await list());
    if (base === '/version') return field(await run('version', '--format', '{{json .Server}}'));
    if (base === '/info') return field(await run('info', '--format', '{{json .}}'));
    if (base === '/networks') {
      const ids = words((await run('network', 'ls', '--quiet')).stdout);
      return field(await run('network', 'inspect', ...ids));
    }
    if (container?.[2] === 'json') return one(await (inspected ??= inspectAll()), container[1] ?? '');
    if (container?.[2] === 'logs') return log(await run('logs', ...logOptions(query), container[1] ?? ''));
    return { kind: 'unreadable', because: `the docker command line has no answer for ${path}` };
  }

  return {
    route: `the docker command line (${docker.join(' ')})`,
    get,
    stream: (path, wanted) => openCommandStream(shell, docker, path, wanted),
    close: () => undefined,
  };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function logOptions(query: string): string[] {
  const { tail, timestamps } = Object.fromEntries(new URLSearchParams(query));
  return [...(tail ? ['--tail', tail] : []), ...(timestamps ? ['--timestamps'] : [])];
}

function idsAsList(result: CommandResult): EngineAnswer {
  return (
    problem(result) ?? { kind: 'json', body: JSON.stringify(words(result.stdout).map((Id) => ({ Id }))) }
  );
}

function field(result: CommandResult): EngineAnswer {
  return problem(result) ?? { kind: 'json', body: result.stdout.trim() };
}

function log(result: CommandResult): EngineAnswer {
  const text = result.stdout + result.stderr;
  if (result.truncated) return { kind: 'text', body: withCut(text) };
  return problem(result) ?? { kind: 'text', body: text };
}

const Inspected = z.array(z.looseObject({ Id: z.string() }));

function one(result: CommandResult, id: string): EngineAnswer {
  const parsed = Inspected.safeParse(parseJson(result.stdout));
  const found = parsed.data?.find((container) => container.Id === id);
  if (found) return { kind: 'json', body: JSON.stringify(found) };
  // One command for all: its complaint may be about another one.
  const gone = result.stderr.includes(id);
  const failure = problem(result);
  if (failure !== undefined && 'gone' in failure && !gone)
    return { kind: 'unreadable', because: failure.because };
  return failure ?? { kind: 'unreadable', because: `docker inspect says nothing about ${id}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problem(result: CommandResult): EngineAnswer | undefined {
  if (result.kind === 'timed-out')
    return { kind: 'timed-out', because: `no answer within ${result.afterMs} ms` };
  if (result.kind === 'aborted') return { kind: 'timed-out', because: STOPPED };
  if (result.truncated) return { kind: 'unreadable', because: tooLong('the docker command') };
  if (result.kind === 'exited' && result.code === 0) return undefined;
  const because = result.stderr.trim().split('\n').at(-1) ?? '';
  const denied = /permission denied|password is required|not allowed|not in the sudoers/i.test(result.stderr);
  if (denied) return { kind: 'denied', because };
  const gone = /^Error[^\n]*: No such (object|container)\b/im.test(result.stderr);
  return {
    kind: 'unreadable',
    because: because || 'the docker command failed',
    ...(gone && { gone }),
  };
}
