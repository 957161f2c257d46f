import { type Incident, isWorse } from '../report/incident.ts';
import { type Told, toldKey } from '../report/told.ts';
import { portionOf } from './portion.ts';

/** Something that a destination does not know yet. */
export interface Due {
  /** As the destination is told of it. */
  readonly incident: Incident;
  readonly destination: string;
  readonly told: Told;
}

const firstRetryMs = 5_000;
const longestRetryMs = 5 * 60_000;

/**
 * What is still to be told, the oldest first; what failed is tried again ever more seldom.
 * @param told by `toldKey`
 * @param toOf where an incident is told; unless said where it belongs, and where somebody heard of it in place of that
 */
export function whatIsDue(
  incidents: readonly Incident[],
  told: ReadonlyMap<string, Told>,
  now: number,
  toOf = heardAt(told),
): Due[] {
  return incidents
    .toSorted((one, other) => Date.parse(one.openedAt) - Date.parse(other.openedAt))
    .flatMap((incident) =>
      toOf(incident).flatMap((destination) => {
        const key = { incident: incident.id, destination };
        const last = told.get(toldKey(key)) ?? { schema: 'ferryman.told/1' as const, ...key, revision: 0 };
        return last.revision < incident.revision && mayTry(last, now)
          ? [{ incident: portionOf(incident, destination), destination, told: last }]
          : [];
      }),
    );
}

function heardAt(told: ReadonlyMap<string, Told>): (incident: Incident) => readonly string[] {
  const heard = new Map<string, string[]>();
  for (const { incident, destination, revision } of told.values()) {
    if (revision > 0) heard.set(incident, [...(heard.get(incident) ?? []), destination]);
  }
  return ({ id, to }) => [...new Set([...to, ...(heard.get(id) ?? [])])];
}

function mayTry({ failed }: Told, now: number): boolean {
  if (failed === undefined) return true;
  const waitMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (failed.times - 1));
  return now >= Date.parse(failed.at) + waitMs;
}

/**
 * Whether it says only who else has it, or has it no more, so soon that it is left for later: where nothing can be edited each is one
 * more message. How it stands, and that it got worse, is never left.
 * @param gapMs of the destination
 */
export function isTooSoon({ incident, told }: Due, gapMs: number, now: number): boolean {
  const { state, severity, lastAt } = told;
  if (lastAt === undefined || state !== incident.state) return false;
  return !isWorse(severity, incident.severity) && now < Date.parse(lastAt) + gapMs;
}

/** What to remember of an attempt that went through. */
export function toldOf({ incident, told }: Due, place: string | undefined, now: number): Told {
  const { failed: _, ...rest } = told;
  return {
    // Records of an older version say not when that was.
    ...(told.revision === 0 && { firstAt: new Date(now).toISOString() }),
    ...rest,
    revision: incident.revision,
    state: incident.state,
    severity: incident.severity,
    ...(place === undefined ? {} : { place, lastAt: new Date(now).toISOString() }),
  };
}

/** And of what there is no more use in telling. */
export function passedOf({ incident, told }: Due): Told {
  const { failed: _, ...rest } = told;
  return { ...rest, revision: incident.revision };
}

/** And of one that did not. */
export function failedOf({ told }: Due, because: string, now: number): Told {
  return {
    ...told,
    failed: { at: new Date(now).toISOString(), times: (told.failed?.times ?? 0) + 1, because },
  };
}
