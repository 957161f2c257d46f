import type { WorkingHours } from '../src/config/types.ts';
import { failedOf, isTooSoon, passedOf, toldOf, whatIsDue, type Due } from '../src/incidents/due.ts';
import { isHeldBack } from '../src/incidents/hours.ts';
import type { Destination } from '../src/notify/destinations/destination.ts';
import { inLog } from '../src/process/log-context.ts';
import type { Collection } from '../src/queue/records.ts';
import type { Incident } from '../src/report/incident.ts';
import type { LostChannel } from '../src/report/lost-channel.ts';
import { type Told, toldKey } from '../src/report/told.ts';
import { apart, type TurnDeps } from './in-turn.ts';
import { noteFound, noteLost, tellOfLost } from './lost-channels.ts';

export interface TellDeps extends TurnDeps {
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
}

/** After so long the rest is told in the next turn, as it is by then. In milliseconds. */
const longestTurnMs = 10_000;

/** Tells each destination what it does not know yet. One that cannot be told, or takes long, keeps no other from being told. */
export async function tellIncidents(incidents: readonly Incident[], deps: TellDeps): Promise<void> {
  const { told, lost, standIn, clock } = deps;
  await tellAll(whatIsDue(incidents, await told.list(), clock()), deps);
  const channels = await lost.list();
  const isDeaf = (name: string) => {
    const destination = deps.destinationOf(name);
    return destination === undefined || channels.has(destination.channel ?? '');
  };
  const canStandIn = standIn !== undefined && !isDeaf(standIn);
  const unheard = incidents.filter(
    ({ state, to }) => state !== 'resolved' && to.length > 0 && to.every(isDeaf),
  );
  if (canStandIn && unheard.length > 0) {
    await tellAll(
      whatIsDue(unheard, await told.list(), clock(), () => [standIn]),
      deps,
    );
  }
  if (channels.size === 0) return;
  const hearer = canStandIn ? deps.destinationOf(standIn) : undefined;
  await apart('tell-of-lost', () => tellOfLost({ owner: deps.owner, standIn: hearer }, deps), deps);
}

async function tellAll(all: readonly Due[], deps: TellDeps): Promise<void> {
  const { hours, clock } = deps;
  const dues = all.filter((due) => isDue(due, hours, clock()));
  const names = new Set(dues.map(({ destination }) => destination));
  await Promise.all(
    [...names].map(async (name) => {
      const destination = deps.destinationOf(name);
      if (destination === undefined) return;
      const { gapMs = 0 } = destination;
      const its = dues.filter((one) => one.destination === name && !isTooSoon(one, gapMs, clock()));
      if (its.length === 0) return;
      await apart(`tell-${name}`, () => tellDestination(destination, its, deps), deps);
    }),
  );
}

/** Until one does not go through: the others would not either. */
async function tellDestination(
  destination: Destination,
  dues: readonly Due[],
  deps: TellDeps,
): Promise<void> {
  const until = deps.clock() + longestTurnMs;
  for (const due of dues) {
    // Whoever had the turn before may have told it.
    const told = (await deps.told.read(toldKey(due.told))) ?? due.told;
    if (told.revision >= due.incident.revision) continue;
    const tells = () => tellOne({ ...due, told }, destination, deps);
    if (!(await inLog({ incident: due.incident.id }, tells)) || deps.clock() >= until) return;
  }
}

/** What began is told when people work, and not at all where it is over by then; how it goes on is told wherever that was. */
function isDue({ incident, told }: Due, hours: WorkingHours | undefined, now: number): boolean {
  if (told.revision > 0) return true;
  const { severity, state, openedAt } = incident;
  const passedUnseen = state === 'resolved' && isHeldBack(severity, hours, Date.parse(openedAt));
  return !passedUnseen && !isHeldBack(severity, hours, now);
}

async function tellOne(due: Due, destination: Destination, deps: TellDeps): Promise<boolean> {
  const { incident, told } = due;
  const key = toldKey(told);
  /** Not over what somebody else has told of it since. */
  const note = (one: Told) =>
    deps.told.change(key, (now) => (now !== undefined && now.revision > told.revision ? now : one));
  try {
    const { state, severity, place: at, revision } = told;
    const before = state === undefined ? undefined : { state, severity, place: at, revision };
    const id = `${key}/${incident.revision}`;
    const place = await destination.tell({ incident, before, watched: deps.watched, id });
    await note(toldOf(due, place, deps.clock()));
    // An edit may still be allowed where nothing can be posted.
    if (told.place === undefined || told.state !== incident.state) await noteFound(destination, deps);
    return true;
  } catch (error) {
    deps.logger.warn({ err: error, incident: incident.id, destination: destination.name }, 'not told');
    const because = error instanceof Error ? error.message : 'unknown';
    const isLost = await noteLost(destination, error, deps);
    // Whoever lets Ferryman in again after weeks is not told of all that is over.
    const isPast = isLost && incident.state === 'resolved' && told.revision === 0;
    await note(isPast ? passedOf(due) : failedOf(due, because, deps.clock()));
    return false;
  }
}
