import Docker from 'dockerode';
import { Readable, type Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { FerrymanError } from '../errors.ts';
import type { Shell } from '../ssh/shell.ts';
import { agentOver } from './agent.ts';
import { commandLineEngine } from './command-line.ts';
import type { DockerGate } from './gate.ts';
import { demultiplex } from './log-frames.ts';

/** Docker's API on a host, read only: every call is a GET. */
export interface Engine {
  /** How it is reached, for people: "forwarded /var/run/docker.sock", "docker system dial-stdio", "the docker command line". */
  readonly route: string;
  /** @param path as in the Docker Engine API, without a version: `/containers/json?all=1`. */
  get(path: string): Promise<EngineAnswer>;
  close(): void;
}

export type EngineAnswer =
  | { readonly kind: 'json'; readonly body: string }
  | { readonly kind: 'text'; readonly body: string }
  | { readonly kind: 'denied' | 'unreadable' | 'timed-out'; readonly because: string };

/** Channels of one SSH connection that carry API requests side by side; forwarded channels do not count as sessions. */
const CONNECTIONS = 8;

/**
 * The socket forwarded over the Shell's own connection; where that is refused, `docker system dial-stdio`; where the
 * engine's command line is too old for that (before 18.09), the command line itself.
 */
export async function openEngine(shell: Shell, gate: DockerGate & { kind: 'running' }): Promise<Engine> {
  if (gate.reachable) {
    const stock = await stockUp(() => shell.dial(gate.socket), CONNECTIONS);
    if (stock !== 'refused') return apiEngine(`forwarded ${gate.socket}`, stock, CONNECTIONS);
  }
  const docker = gate.reachable ? (['docker'] as const) : (['sudo', '-n', 'docker'] as const);
  const probe = await shell.run(
    { argv: [...docker, 'system', 'dial-stdio', '--help'] },
    { timeoutMs: 5_000 },
  );
  if (probe.kind === 'exited' && probe.code === 0) {
    return apiEngine(
      `${docker.join(' ')} system dial-stdio`,
      {
        take: () => shell.pipe({ argv: [...docker, 'system', 'dial-stdio'] }),
        close: () => undefined,
      },
      2,
    );
  }
  return commandLineEngine(shell, docker);
}

/** Dialled connections: those that were made ahead first, then new ones. */
interface Stock {
  take(): Promise<Duplex>;
  /** Ends those that nobody took. */
  close(): void;
}

/** All at once, so that the requests that follow wait for one round trip and not for one each. */
async function stockUp(dial: () => Promise<Duplex>, count: number): Promise<Stock | 'refused'> {
  const dialled = await Promise.allSettled(Array.from({ length: count }, dial));
  const ready = dialled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refusal = dialled.find((one) => one.status === 'rejected');
  if (ready.length === 0 && refusal !== undefined) {
    const error: unknown = refusal.reason;
    if (error instanceof FerrymanError && error.code === 'dial-refused') return 'refused';
    throw error;
  }
  return {
    take: () => {
      const stream = ready.pop();
      return stream === undefined || stream.destroyed ? dial() : Promise.resolve(stream);
    },
    close: () => ready.splice(0).forEach((stream) => stream.destroy()),
  };
}

function apiEngine(route: string, stock: Stock, connections: number): Engine {
  const agent = agentOver(() => stock.take(), connections);
  // `agent` is an option of docker-modem that @types/dockerode leaves out. Host and protocol are given so that
  // DOCKER_HOST in Ferryman's own environment has no say.
  const options = {
    protocol: 'http',
    host: 'docker',
    port: 80,
    agent,
    timeout: 10_000,
  } as Docker.DockerOptions;
  const { modem } = new Docker(options);
  return {
    route,
    get: (path) => request(modem, path),
    close: () => {
      stock.close();
      agent.destroy();
    },
  };
}

interface Modem {
  dial(options: object, callback: (error: unknown, body: unknown) => void): void;
}

/** The body comes as a stream: the modem would parse JSON that is kept as text, and logs that happen to look like it. */
async function request(modem: Modem, path: string): Promise<EngineAnswer> {
  const [base = path, query = ''] = path.split('?');
  const options = Object.fromEntries(new URLSearchParams(query));
  try {
    const response = await new Promise<unknown>((resolve, reject) => {
      modem.dial(
        {
          path: query ? `${base}?` : base,
          method: 'GET',
          options,
          isStream: true,
          statusCodes: { 200: true },
        },
        (error, stream) => (error ? reject(asError(error)) : resolve(stream)),
      );
    });
    if (!(response instanceof Readable)) return { kind: 'unreadable', because: 'the answer is no stream' };
    const body = await buffer(response);
    if (base.endsWith('/logs')) return { kind: 'text', body: demultiplex(body) };
    return { kind: 'json', body: body.toString('utf8') };
  } catch (error) {
    return failure(asError(error));
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function failure(error: Error): EngineAnswer {
  const because = error.message.trim();
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 403) return { kind: 'denied', because };
  if (status === undefined && /socket hang up|timeout/i.test(because)) return { kind: 'timed-out', because };
  return { kind: 'unreadable', because };
}
