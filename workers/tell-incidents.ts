import type { Logger } from 'pino';
import type { WorkingHours } from '../src/config/types.ts';
import { failedOf, toldOf, whatIsDue, type Due } from '../src/incidents/due.ts';
import { whenToTell } from '../src/incidents/hours.ts';
import type { Destination } from '../src/notify/destinations/destination.ts';
import type { Collection } from '../src/queue/records.ts';
import type { Incident } from '../src/report/incident.ts';
import { type Told, toldKey } from '../src/report/told.ts';

export interface TellDeps {
  /** Undefined where ferryman.yaml names none like that any more. */
  readonly destinationOf: (name: string) => Destination | undefined;
  readonly told: Collection<Told>;
  /** How many hosts are watched. */
  readonly watched: number;
  readonly hours: WorkingHours | undefined;
  readonly logger: Logger;
  readonly clock: () => number;
}

/** Tells each destination what it does not know yet. One that cannot be told keeps no other from being told. */
export async function tellIncidents(incidents: readonly Incident[], deps: TellDeps): Promise<void> {
  const { told, hours, clock } = deps;
  const dues = whatIsDue(incidents, await told.list(), clock()).filter((due) => isDue(due, hours, clock()));
  const names = new Set(dues.map(({ destination }) => destination));
  await Promise.all(
    [...names].map(async (name) => {
      const destination = deps.destinationOf(name);
      if (destination === undefined) return;
      for (const due of dues.filter((one) => one.destination === name)) {
        if (!(await tellOne(due, destination, deps))) return;
      }
    }),
  );
}

/** What began is told when people work, and not at all where it is over by then; how it goes on is told wherever that was. */
function isDue({ incident, told }: Due, hours: WorkingHours | undefined, now: number): boolean {
  if (told.revision > 0) return true;
  const { severity, state, openedAt } = incident;
  const passedUnseen =
    state === 'resolved' && whenToTell(severity, hours, Date.parse(openedAt)).kind === 'waits';
  return !passedUnseen && whenToTell(severity, hours, now).kind === 'now';
}

async function tellOne(due: Due, destination: Destination, deps: TellDeps): Promise<boolean> {
  const { incident, told } = due;
  const key = toldKey({ incident: incident.id, destination: destination.name });
  try {
    const before = told.state === undefined ? undefined : { state: told.state, place: told.place };
    const id = `${key}/${incident.revision}`;
    const place = await destination.tell({ incident, before, watched: deps.watched, id });
    await deps.told.change(key, () => toldOf(due, place));
    return true;
  } catch (error) {
    deps.logger.warn({ err: error, incident: incident.id, destination: destination.name }, 'not told');
    const because = error instanceof Error ? error.message : 'unknown';
    await deps.told.change(key, () => failedOf(due, because, deps.clock()));
    return false;
  }
}
