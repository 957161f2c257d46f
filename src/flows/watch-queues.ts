import { askListenQueues, listenQueues } from '../facts/listen-queues.ts';
import type { Container } from '../model/containers.ts';
import type { Asked } from '../report/report.ts';
import type { Shell } from '../ssh/shell.ts';
import { runSections, type Readings } from './read-host.ts';

/** More containers than this are not looked into. */
const MOST_CONTAINERS = 64;

const QUEUES_TIMEOUT_MS = 6_000;

/**
 * Whether connections are taken by the programs that listen, and not only by the kernel on their behalf. Looked at after
 * the attempts on the ports, which are connections that a healthy program has taken by then.
 */
export function watchQueues(
  shell: Shell,
  containers: readonly Container[],
  asked: Asked | undefined,
  signal?: AbortSignal,
): Promise<Readings> {
  const isAsked = ({ name, published }: Container) =>
    name === asked?.container || published.some(({ hostPort }) => hostPort === asked?.port);
  const pids = containers
    .filter(({ running, onHostNetwork, inspect }) => running && !onHostNetwork && inspect.state.pid > 0)
    .toSorted((one, other) => Number(isAsked(other)) - Number(isAsked(one)))
    .slice(0, MOST_CONTAINERS)
    .map(({ inspect }) => inspect.state.pid);
  const section = { id: listenQueues.id, candidates: [askListenQueues(pids)], privileged: true };
  return runSections(shell, [section], QUEUES_TIMEOUT_MS, signal);
}
