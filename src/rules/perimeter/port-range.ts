import { connected, type Attempts } from '../../model/attempts.ts';
import type { SilentPort } from './silent-ports.ts';

/** What stands before the host lets through a range, and these ports lie outside of it. */
export interface PortRange {
  /** Ports that get through, ascending: published ones that answer, and unused ones that the host itself refuses. */
  readonly open: readonly [number, ...number[]];
  readonly outside: readonly SilentPort[];
}

/**
 * A security group names single ports; a platform that allows a range lets unused ports of it through as well, which the host
 * then refuses at once. Undefined where nothing shows a range: an unused port beside one that answers keeps silent, one beside
 * a silent port is refused (then only that port is shut), or silent ports lie among the open ones.
 */
export function rangeBeside(silent: readonly SilentPort[], attempts: Attempts): PortRange | undefined {
  const shut = new Set(silent.map(({ port }) => port));
  const answering = attempts.ports.filter((port) => connected(attempts.onPort(port).outside));
  const arrives = attempts.spare.filter(
    ({ outcome }) => outcome.kind === 'refused' || outcome.kind === 'connected',
  );
  const unused = arrives.filter(({ beside }) => !shut.has(beside)).map(({ port }) => port);
  if (silent.length === 0 || answering.length === 0 || unused.length === 0) return undefined;
  const [first = 0, ...others] = [...answering, ...unused].toSorted((one, other) => one - other);
  const last = others.at(-1) ?? first;
  const among = (port: number) => port >= first && port <= last;
  const outside = silent.filter(({ port }) => !among(port));
  const besideShut = arrives.some(({ beside, port }) => shut.has(beside) && !among(port));
  return outside.length !== silent.length || besideShut ? undefined : { open: [first, ...others], outside };
}
