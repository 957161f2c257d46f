import { createHash } from 'node:crypto';
import type { Watch } from '../report/watch.ts';

/** `set`: it takes the place of what was watched there. `added`: it leaves that as it is. */
export type Way = 'set' | 'added';

export interface Placed {
  readonly watch: Watch;
  /** What it takes the place of. */
  readonly before?: Watch;
  /** What is asked for is watched already. */
  readonly already: boolean;
}

/**
 * A watch beside those that there are. What is typed for a host or tag, to be told at some place, is one watch, whoever types it; what is
 * added to that is a watch of its own, which is looked at as often.
 */
export function besides(asked: Omit<Watch, 'id'>, known: readonly Watch[], way: Way): Placed {
  const { on, to, ports } = asked;
  const there = known.filter((one) => one.on === on && one.to === to);
  const id = idOf(on, to);
  const before = there.find((one) => one.id === id);
  if (way === 'added' && there.length > 0) {
    const same = there.find((one) => isWithin(ports, one));
    if (same !== undefined) return { watch: same, already: true };
    const everyMs = Math.min(asked.everyMs, ...there.map((one) => one.everyMs));
    return {
      watch: { ...asked, everyMs, id: before === undefined ? id : idOf(on, to, ports) },
      already: false,
    };
  }
  const already = before?.everyMs === asked.everyMs && before.ports.join() === ports.join();
  return { watch: { ...asked, id }, ...(before && { before }), already };
}

/** The host as a whole is within no list of ports, nor a port that is looked at all the time within that. */
function isWithin(ports: readonly number[], watch: Pick<Watch, 'ports'>): boolean {
  return ports.length === 0 ? watch.ports.length === 0 : ports.every((port) => watch.ports.includes(port));
}

function idOf(...said: readonly unknown[]): string {
  return `w${createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 6)}`;
}
