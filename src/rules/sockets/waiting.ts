import type { ListenQueue, ListenQueues } from '../../facts/listen-queues.ts';
import type { SocketProcess } from '../../facts/sockets.ts';
import type { Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';
import { say, type Said } from '../../text/say.ts';
import type { Evidence } from '../rule.ts';

/** A listener with connections that its program has not taken, and whom it belongs to. */
export interface Waiting {
  readonly queue: ListenQueue;
  /** Absent for a process of the host. */
  readonly container?: Container;
  /** Ports of the host that lead to it. */
  readonly hostPorts: readonly number[];
  /** The process that listens; absent where ss did not tell. */
  readonly holder?: SocketProcess;
  readonly isAsked: boolean;
  /** Somebody else than the host itself or the container is meant to connect. */
  readonly isPublic: boolean;
}

type Seen = Pick<Views, 'containers' | 'queues' | 'question' | 'listeners'>;

export function waitingListeners({
  queues: { queues },
  containers,
  question,
  listeners,
}: Seen): readonly Waiting[] {
  return queues.map((queue) => {
    const container = containers.find(
      (one) => one.running && queue.pid !== undefined && one.inspect.state.pid === queue.pid,
    );
    const hostPorts =
      queue.pid === undefined
        ? [queue.port]
        : (container?.published ?? [])
            .filter(
              ({ bound, protocol, containerPort }) =>
                bound && protocol === 'tcp' && containerPort === queue.port,
            )
            .map(({ hostPort }) => hostPort);
    const [holder] =
      queue.holders.length > 0
        ? queue.holders
        : (listeners.find(
            ({ protocol, port }) => queue.pid === undefined && protocol === 'tcp' && port === queue.port,
          )?.processes ?? []);
    const { asked } = question;
    return {
      queue,
      ...(container !== undefined && { container }),
      hostPorts,
      ...(holder !== undefined && { holder }),
      isAsked:
        (asked.port !== undefined && hostPorts.includes(asked.port)) ||
        (asked.container !== undefined && asked.container === container?.name),
      isPublic: hostPorts.length > 0 && !queue.address.startsWith('127.') && queue.address !== '::1',
    };
  });
}

/** The kernel takes one more than the limit and drops what comes then. */
export function isFull({ second, limit }: ListenQueue): boolean {
  return limit !== undefined && limit > 0 && second > limit;
}

export function stillProcess({ still }: ListenQueues, pids: readonly (number | undefined)[]) {
  return still.find(({ pid }) => pids.includes(pid));
}

export function queueEvidence({ queue }: Waiting): Evidence {
  const enter = queue.pid === undefined ? '' : `nsenter -t ${queue.pid} -n `;
  return {
    source: `${enter}ss -lnt 'sport = :${queue.port}'; nstat -az TcpExtListenOverflows`,
    lines: [
      queue.text ?? say`LISTEN ${queue.second} waiting on port ${queue.port}`,
      queue.limit === undefined
        ? say`waiting for accept(): ${queue.first}, and ${queue.second} half a second later`
        : say`waiting for accept(): ${queue.first}, and ${queue.second} half a second later, of at most ${queue.limit + 1}`,
      say`connections that no process has taken: ${queue.untaken}`,
      `TcpExtListenOverflows ${queue.overflows}`,
    ],
  };
}

/** "container web", "process nginx (pid 12)", for the middle of a sentence. */
export function whose({ container, holder, queue }: Waiting): Said {
  if (container !== undefined) return say`container ${container.name}`;
  return holder === undefined
    ? say`the process behind port ${queue.port}`
    : say`process ${holder.name} (pid ${holder.pid})`;
}

/** The same, for its beginning. */
export function whoseFirst({ container, holder, queue }: Waiting): Said {
  if (container !== undefined) return say`Container ${container.name}`;
  return holder === undefined
    ? say`The process behind port ${queue.port}`
    : say`Process ${holder.name} (pid ${holder.pid})`;
}

/** What would be seen if its program took connections: `seen` in the list of listeners. */
export function wrongIfQueue({ queue }: Waiting, seen: Said): Said {
  return queue.pid === undefined
    ? say`wrong if \`ss -lnt 'sport = :${queue.port}'\` shows ${seen}`
    : say`wrong if \`ss -lnt 'sport = :${queue.port}'\` (after nsenter -t ${queue.pid} -n) shows ${seen}`;
}
