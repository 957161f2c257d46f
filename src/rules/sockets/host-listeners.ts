import type { Socket } from '../../facts/sockets.ts';
import { publisherOf, type Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';

/** What was asked for, where it is the host's own: a port that no container publishes, or a container on the host's network. */
export interface AskedOnHost {
  readonly port: number;
  /** Sockets on that port. */
  readonly sockets: readonly Socket[];
  /** That uses the host's own network and has the port, or is said to. */
  readonly container?: Container;
}

type Seen = Pick<Views, 'containers' | 'listeners' | 'question'>;

export function askedOnHost({ containers, listeners, question: { asked } }: Seen): readonly AskedOnHost[] {
  const tcp = listeners.filter(({ protocol }) => protocol === 'tcp');
  const onHost = containers.filter(({ running, onHostNetwork }) => running && onHostNetwork);
  if (asked.port !== undefined) {
    const { port } = asked;
    if (publisherOf(containers, port) !== undefined) return [];
    const sockets = tcp.filter((socket) => socket.port === port);
    const container =
      onHost.find((one) => sockets.some((socket) => isOf(one, socket))) ??
      (sockets.length === 0 ? onHost.find((one) => exposes(one, port)) : undefined);
    return [{ port, sockets, ...(container !== undefined && { container }) }];
  }
  const container = onHost.find(({ name }) => name === asked.container);
  if (container === undefined) return [];
  const own = tcp.filter((socket) => isOf(container, socket));
  return [...new Set(own.map(({ port }) => port))].map((port) => ({
    port,
    sockets: tcp.filter((socket) => socket.port === port),
    container,
  }));
}

/** Its main process has the socket, or ss says that a process of its control group does. */
function isOf({ id, inspect }: Container, { processes = [], text }: Socket): boolean {
  return processes.some(({ pid }) => pid === inspect.state.pid) || text.includes(id);
}

function exposes({ inspect }: Container, asked: number): boolean {
  return inspect.config.exposedPorts.some(({ port, protocol }) => port === asked && protocol === 'tcp');
}

export function isLoopback({ address }: Pick<Socket, 'address'>): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}
