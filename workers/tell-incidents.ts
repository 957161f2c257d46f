import type { Logger } from 'pino';
import type { WorkingHours } from '../src/config/types.ts';
import { failedOf, passedOf, toldOf, whatIsDue, type Due } from '../src/incidents/due.ts';
import { whenToTell } from '../src/incidents/hours.ts';
import type { Destination } from '../src/notify/destinations/destination.ts';
import type { Collection } from '../src/queue/records.ts';
import type { Incident } from '../src/report/incident.ts';
import type { LostChannel } from '../src/report/lost-channel.ts';
import { type Told, toldKey } from '../src/report/told.ts';
import { noteFound, noteLost, tellOfLost } from './lost-channels.ts';

export interface TellDeps {
  /** Undefined where ferryman.yaml names none like that any more. */
  readonly destinationOf: (name: string) => Destination | undefined;
  readonly told: Collection<Told>;
  readonly lost: Collection<LostChannel>;
  /** Hears of channels that are lost. */
  readonly owner?: Destination | undefined;
  /** The name of the destination that hears meanwhile of what would be told in a lost channel alone. */
  readonly standIn: string | undefined;
  /** How many hosts are watched. */
  readonly watched: number;
  readonly hours: WorkingHours | undefined;
  readonly logger: Logger;
  readonly clock: () => number;
}

/** Tells each destination what it does not know yet. One that cannot be told keeps no other from being told. */
export async function tellIncidents(incidents: readonly Incident[], deps: TellDeps): Promise<void> {
  const { told, lost, standIn, clock } = deps;
  await tellAll(whatIsDue(incidents, await told.list(), clock()), deps);
  const channels = await lost.list();
  if (channels.size === 0) return;
  const isLost = (name: string) => channels.has(deps.destinationOf(name)?.channel ?? '');
  if (standIn !== undefined && !isLost(standIn)) {
    const unheard = incidents.filter(
      ({ state, to }) => state !== 'resolved' && to.length > 0 && to.every(isLost),
    );
    await tellAll(
      whatIsDue(unheard, await told.list(), clock(), () => [standIn]),
      deps,
    );
  }
  const hearer = standIn === undefined || isLost(standIn) ? undefined : deps.destinationOf(standIn);
  await tellOfLost({ owner: deps.owner, standIn: hearer }, deps);
}

async function tellAll(all: readonly Due[], deps: TellDeps): Promise<void> {
  const { hours, clock } = deps;
  const dues = all.filter((due) => isDue(due, hours, clock()));
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
    await deps.told.change(key, () => toldOf(due, place, deps.clock()));
    // An edit may still be allowed where nothing can be posted.
    if (told.place === undefined || told.state !== incident.state) await noteFound(destination, deps);
    return true;
  } catch (error) {
    deps.logger.warn({ err: error, incident: incident.id, destination: destination.name }, 'not told');
    const because = error instanceof Error ? error.message : 'unknown';
    const isLost = await noteLost(destination, error, deps);
    // Whoever lets Ferryman in again after weeks is not told of all that is over.
    const isPast = isLost && incident.state === 'resolved' && told.revision === 0;
    await deps.told.change(key, () => (isPast ? passedOf(due) : failedOf(due, because, deps.clock())));
    return false;
  }
}
