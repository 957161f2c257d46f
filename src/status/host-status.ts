import { hostStateOf } from '../incidents/host-state.ts';
import type { Quiet } from '../report/watch.ts';
import type { WatchedHost } from '../report/watched.ts';
import { type Covered, covers, type Watchable } from '../watches/cover.ts';
import type { HostStatus } from './status.ts';

export interface HostScene {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The inventory's. */
  readonly hosts: readonly Watchable[];
  readonly covered: ReadonlyMap<string, Covered>;
  /** What is known by host; one whose looks are overdue is unseen already. */
  readonly watched: ReadonlyMap<string, WatchedHost>;
  /** Those that last now. */
  readonly quiets: readonly Quiet[];
  readonly repaired: ReadonlySet<string>;
  readonly unseenLooks: number;
}

/** A look may take as long as its interval; a moment more is nobody's delay. */
const graceMs = 10_000;

export function hostStatus(host: Watchable, scene: HostScene): HostStatus {
  const { name, site, tags } = host;
  const wanted = scene.covered.get(name);
  const known = wanted === undefined ? undefined : scene.watched.get(name);
  const quiet = scene.quiets.find((one) => covers(one, host, scene.hosts));
  const lateMs = wanted === undefined ? Infinity : 2 * wanted.everyMs + graceMs;
  return {
    name,
    ...(site === undefined ? {} : { site }),
    tags,
    state:
      wanted === undefined
        ? 'unwatched'
        : hostStateOf(known ?? { faults: [], unseen: undefined, seenAt: undefined }, scene.unseenLooks),
    faults: (known?.faults ?? []).map(({ severity, title, since }) => ({ severity, title, since })),
    ...(known?.seenAt === undefined ? {} : { seenAt: known.seenAt }),
    ...(known?.unseen === undefined ? {} : { unseen: known.unseen }),
    late: known !== undefined && scene.now - Date.parse(known.lookedAt) > lateMs,
    ...(quiet === undefined ? {} : { quiet: { until: quiet.until, because: quiet.because } }),
    repaired: scene.repaired.has(name),
  };
}
