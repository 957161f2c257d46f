import type { DeskHours } from '../report/desk-hours.ts';
import { couldNotLook } from '../report/incident.ts';
import type { WatchedHost } from '../report/watched.ts';

export interface DeskScene {
  readonly now: number;
  /** By name. */
  readonly watched: ReadonlyMap<string, WatchedHost>;
  /** Names of all hosts that are to be looked at. */
  readonly expected: Iterable<string>;
  /** Names of hosts with planned work, or with a fix that runs. */
  readonly busy: ReadonlySet<string>;
}

/** Who was away for longer does not know what was missed. */
const longestGapMs = 60_000;

/** What to remember from this time on. */
export function deskHoursAfter(before: DeskHours | undefined, scene: DeskScene): DeskHours {
  const { now, watched } = scene;
  const at = new Date(now).toISOString();
  const isAwake = before !== undefined && now - Date.parse(before.lookedAt) < longestGapMs;
  const expected = [...scene.expected];
  return {
    lookedAt: at,
    awakeSince: isAwake ? before.awakeSince : at,
    awaited: Object.fromEntries(
      expected.filter((host) => !watched.has(host)).map((host) => [host, before?.awaited?.[host] ?? at]),
    ),
    quiet: Object.fromEntries(
      expected.flatMap((host) => {
        if (scene.busy.has(host)) return [[host, {}] as const];
        const was = before?.quiet?.[host];
        if (was === undefined || isSeenSince(was.over, watched.get(host))) return [];
        return [[host, { over: was.over ?? at }] as const];
      }),
    ),
  };
}

/** What a look leaves to the next one to confirm is not seen yet. */
function isSeenSince(over: string | undefined, host: WatchedHost | undefined): boolean {
  if (over === undefined || host?.seenAt === undefined || host.suspects !== undefined) return false;
  return Date.parse(host.seenAt) > Date.parse(over);
}

/**
 * Whether a fault is not to be announced now: during planned work, and after it until somebody has seen what it left. That nobody can
 * look is news when somebody has tried again, or when nobody did for long.
 */
export function isHeld(
  host: WatchedHost,
  cause: string,
  { quiet, now, unseenLooks }: Pick<DeskHours, 'quiet'> & { now: number; unseenLooks: number },
): boolean {
  const busy = quiet?.[host.host];
  if (busy === undefined) return false;
  if (busy.over === undefined || cause !== couldNotLook) return true;
  const over = Date.parse(busy.over);
  return Date.parse(host.lookedAt) <= over && now < over + (host.everyMs ?? 0) * (unseenLooks + 1);
}
