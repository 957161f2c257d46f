import Docker from 'dockerode';
import type { Duplex } from 'node:stream';

import { FerrymanError } from '../errors.ts';
import type { Shell } from '../ssh/shell.ts';
import { newSlots } from '../ssh/slots.ts';
import { agentOver } from './agent.ts';
import { commandLineEngine } from './command-line.ts';
import type { DockerGate } from './gate.ts';
import { STOPPED } from './limits.ts';
import { openStream } from './open-stream.ts';
import { giveUp, request, type Patience } from './request.ts';

/** Docker's API on a host, read only: every call is a GET. */
export interface Engine {
  /** How it is reached, for people: "forwarded /var/run/docker.sock", "docker system dial-stdio", "the docker command line". */
  readonly route: string;
  /** @param path as in the Docker Engine API, without a version: `/containers/json?all=1`. */
  get(path: string): Promise<EngineAnswer>;
  /** The log of a container (`/containers/{id}/logs?…`) as it comes. Waits until the signal for its beginning. */
  stream(path: string, signal: AbortSignal): Promise<EngineStream>;
  close(): void;
}

export type EngineStream =
  | {
      readonly kind: 'open';
      /** `entries`: as the API sends them, so that a container with a terminal has none. `chunks`: see `LogForm`. */
      readonly form: 'entries' | 'chunks';
      /** Nothing more is asked of the host than is read here. Throws where the connection is lost. */
      readonly body: AsyncIterable<Buffer>;
      /** Ends the reading on the host too. */
      close(): void;
    }
  | Extract<EngineAnswer, { readonly because: string }>;

export type EngineAnswer =
  | { readonly kind: 'json'; readonly body: string }
  | { readonly kind: 'text'; readonly body: string }
  | {
      readonly kind: 'denied' | 'unreadable' | 'timed-out';
      readonly because: string;
      /** What was asked about is not there any more: a container that was removed meanwhile. */
      readonly gone?: true;
    };

/**
 * Channels of one SSH connection that carry API requests side by side; forwarded channels do not count as sessions. One for
 * each container that is known and for each list, so that all of a usual host is asked in one round trip.
 */
const LEAST_CONNECTIONS = 8;
const MOST_CONNECTIONS = 24;
const LISTS = 4;

/** Milliseconds for one answer, from its turn on. A daemon that works takes some hundred at most. */
const PATIENCE_MS = 8_000;

export interface EngineOptions {
  /** Milliseconds for the connection, and for each answer. Default 8,000. */
  readonly patienceMs?: number;
  /** Ends what is under way, and answers no more. */
  readonly signal?: AbortSignal;
  /** How many requests go side by side. Default: one for each container that is known. */
  readonly connections?: number;
}

/**
 * The socket forwarded over the Shell's own connection; where that is refused, `docker system dial-stdio`; where the
 * engine's command line is too old for that (before 18.09), the command line itself.
 */
export async function openEngine(
  shell: Shell,
  gate: DockerGate & { kind: 'running' },
  { patienceMs = PATIENCE_MS, signal, connections: asked }: EngineOptions = {},
): Promise<Engine> {
  const patience = { patienceMs, ...(signal && { signal }) };
  if (gate.reachable) {
    const route = `forwarded ${gate.socket}`;
    const wanted = Math.max(LEAST_CONNECTIONS, LISTS + gate.containerIds.length);
    const connections = asked ?? Math.min(MOST_CONNECTIONS, wanted);
    const stock = await stockUp(() => shell.dial(gate.socket), connections, patience);
    if (stock.kind === 'late') return deafEngine(route, stock.because);
    if (stock.kind === 'ready') return apiEngine(route, stock, connections, patience);
  }
  const docker = gate.reachable ? (['docker'] as const) : (['sudo', '-n', 'docker'] as const);
  const probe = await shell.run(
    { argv: [...docker, 'system', 'dial-stdio', '--help'] },
    { timeoutMs: 5_000, ...(signal && { signal }) },
  );
  if (probe.kind === 'exited' && probe.code === 0) {
    return apiEngine(
      `${docker.join(' ')} system dial-stdio`,
      {
        kind: 'ready',
        take: () => shell.pipe({ argv: [...docker, 'system', 'dial-stdio'] }),
        close: () => undefined,
      },
      2,
      patience,
    );
  }
  return commandLineEngine(shell, docker, signal);
}

/** Dialled connections: those that were made ahead first, then new ones. */
interface Stock {
  readonly kind: 'ready';
  take(): Promise<Duplex>;
  /** Ends those that nobody took. */
  close(): void;
}

/** All at once, so that the requests that follow wait for one round trip and not for one each. */
async function stockUp(
  dial: () => Promise<Duplex>,
  count: number,
  patience: Patience,
): Promise<Stock | { readonly kind: 'refused' } | { readonly kind: 'late'; readonly because: string }> {
  const ready: Duplex[] = [];
  const refusals: unknown[] = [];
  let over = false;
  const dialled = Array.from({ length: count }, () =>
    dial().then(
      (stream) => (over ? stream.destroy() : ready.push(stream)),
      (error: unknown) => refusals.push(error),
    ),
  );
  const given = giveUp(patience);
  const late = await Promise.race([Promise.all(dialled).then(() => undefined), given.up]);
  given.release();
  over = true;
  if (ready.length === 0) {
    const [error] = refusals;
    if (error === undefined) return { kind: 'late', because: late ?? STOPPED };
    if (error instanceof FerrymanError && error.code === 'dial-refused') return { kind: 'refused' };
    throw error;
  }
  return {
    kind: 'ready',
    take: () => {
      const stream = ready.pop();
      return stream === undefined || stream.destroyed ? dial() : Promise.resolve(stream);
    },
    close: () => ready.splice(0).forEach((stream) => stream.destroy()),
  };
}

/** A daemon that lets nobody connect, or does so and says nothing more. */
function deafEngine(route: string, because: string): Engine {
  const late = { kind: 'timed-out', because } as const;
  return {
    route,
    get: () => Promise.resolve(late),
    stream: () => Promise.resolve(late),
    close: () => undefined,
  };
}

function apiEngine(route: string, stock: Stock, connections: number, patience: Patience): Engine {
  const agent = agentOver(() => stock.take(), connections);
  // `agent` is an option of docker-modem that @types/dockerode leaves out. Host and protocol are given so that
  // DOCKER_HOST in Ferryman's own environment has no say.
  const { modem } = new Docker({ protocol: 'http', host: 'docker', port: 80, agent } as Docker.DockerOptions);
  // Waiting for a turn is no fault of the daemon, so the clock of a request begins with its turn.
  const turns = newSlots(connections);
  let answers = 0;
  let silent: EngineAnswer | undefined;

  async function get(path: string): Promise<EngineAnswer> {
    const release = await turns.take();
    try {
      if (patience.signal?.aborted === true) return { kind: 'timed-out', because: STOPPED };
      if (silent !== undefined) return silent;
      const before = answers;
      const answer = await request(modem, path, patience);
      if (answer.kind !== 'timed-out') answers++;
      // One container can hold up its own answers. Where nothing else came either, the daemon hangs, and hundreds
      // of requests need not find that out one after the other.
      else if (answers === before) silent = answer;
      return answer;
    } finally {
      release();
    }
  }

  const isThere = async () => {
    const answer = await get('/_ping');
    if (answer.kind === 'json') return true;
    // One that is too busy to say so is there all the same; a connection that was hung up is not.
    return answer.kind === 'timed-out' && !answer.because.includes('hang up');
  };

  return {
    route,
    get,
    stream: (path, signal) => openStream(() => stock.take(), path, signal, isThere),
    close: () => {
      stock.close();
      agent.destroy();
    },
  };
}
