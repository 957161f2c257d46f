import type { NamespaceListener } from '../../facts/network-namespaces.ts';
import { connected, failed } from '../../model/attempts.ts';
import { publishedPaths, type PublishedPath } from '../../model/paths.ts';
import { isLooping } from '../../model/runs.ts';
import type { Views } from '../../model/views.ts';
import { say } from '../../text/say.ts';
import type { CouldNotLook, Finding } from '../rule.ts';

/** What stands behind a published port inside its container. Exactly one of these holds for a port. */
export type BehindPort =
  | { readonly kind: 'taken'; readonly path: PublishedPath }
  /** Something listens on the right port, on loopback only; or on loopback only and on another port. */
  | { readonly kind: 'loopback-only'; readonly path: PublishedPath; readonly listener: NamespaceListener }
  /** Nothing on the right port; others, which no mapping leads to, are there. */
  | {
      readonly kind: 'other-port';
      readonly path: PublishedPath;
      readonly listeners: readonly NamespaceListener[];
    }
  | { readonly kind: 'nothing'; readonly path: PublishedPath }
  /** No connection came about, and the listeners inside could not be read. */
  | { readonly kind: 'unseen'; readonly path: PublishedPath };

/**
 * For each published TCP port of a running container. One that restarts over and over is caught running by chance: what
 * listens in it at that moment says nothing, and why it ends is the question.
 */
export function behindPorts({
  containers,
  attempts,
  question,
}: Pick<Views, 'containers' | 'attempts' | 'question'>): readonly BehindPort[] {
  const lasting = containers.filter((container) => !isLooping(container, question.now));
  return publishedPaths(lasting, attempts).flatMap((path) => {
    const { container, inside, outside } = path.outcomes;
    // A connection that came about outweighs any list of listeners.
    if (connected(container) || connected(inside) || (connected(outside) && !failed(container))) {
      return [{ kind: 'taken', path }];
    }
    const { listeners } = path.container;
    return [listeners === undefined ? { kind: 'unseen', path } : behind(path, listeners)];
  });
}

function behind(path: PublishedPath, listeners: readonly NamespaceListener[]): BehindPort {
  const tcp = listeners.filter(({ protocol }) => protocol === 'tcp');
  const right = tcp.filter(({ port }) => port === path.port.containerPort);
  if (right.some((listener) => !isLoopback(listener))) return { kind: 'taken', path };
  const [loopback] = right;
  if (loopback !== undefined) return { kind: 'loopback-only', path, listener: loopback };

  const mapped = new Set(path.container.published.map(({ containerPort }) => containerPort));
  const unmapped = tcp.filter(({ port }) => !mapped.has(port));
  const open = unmapped.filter((listener) => !isLoopback(listener));
  if (open.length > 0) return { kind: 'other-port', path, listeners: open };
  const [hidden] = unmapped;
  if (hidden !== undefined) return { kind: 'loopback-only', path, listener: hidden };
  return { kind: 'nothing', path };
}

/** What was found; where nothing was, a port that could not be looked behind keeps the rule from calling all well. */
export function orUnseen(
  findings: readonly Finding[],
  all: readonly BehindPort[],
): readonly Finding[] | CouldNotLook {
  const unseen = all.find(({ kind }) => kind === 'unseen');
  if (findings.length > 0 || unseen === undefined) return findings;
  const { container, port } = unseen.path;
  return {
    kind: 'could-not-look',
    because: say`network-namespaces: what listens inside ${container.name} could not be read, and port ${port.hostPort} did not answer`,
  };
}

function isLoopback({ address }: NamespaceListener): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}

/** A second published port of a container that serves well is of less weight than its only one. */
export function severityOf(
  { container, port }: PublishedPath,
  all: readonly BehindPort[],
  asked: number | undefined,
) {
  if (asked === port.hostPort) return 'critical';
  const served = all.some(({ kind, path }) => kind === 'taken' && path.container.id === container.id);
  if (!served) return 'critical';
  return isInRange(container, port.hostPort) ? 'notice' : 'warning';
}

/** Ports of a range (passive FTP, calls) are opened one by one when they are needed. */
function isInRange({ published }: PublishedPath['container'], hostPort: number): boolean {
  const ports = new Set(published.map((port) => port.hostPort));
  let first = hostPort;
  while (ports.has(first - 1)) first -= 1;
  let last = hostPort;
  while (ports.has(last + 1)) last += 1;
  return last - first >= 2;
}

/** An application may need this long from start to listen(). */
const STARTING_MS = 60_000;

/** @param now milliseconds since 1970, by the host's clock */
export function isStarting({ inspect }: PublishedPath['container'], now: number): boolean {
  // A health check with a start period says for how long the image's maker expects it to take.
  if (inspect.state.health?.status === 'starting') return true;
  return now - Date.parse(inspect.state.startedAt ?? '') < STARTING_MS;
}
