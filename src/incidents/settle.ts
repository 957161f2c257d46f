import { isDeepStrictEqual } from 'node:util';
import { couldNotLook, type Incident, unexplained } from '../report/incident.ts';
import type { Fault, WatchedHost } from '../report/watched.ts';
import { advance } from './advance.ts';
import { stintsWithin } from './flapping.ts';
import { isMember, presentFaults, type Present } from './present.ts';

export interface Scene {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly hosts: readonly WatchedHost[];
  /** At least those that are not over, and those that were within `flapping.withinMs`. */
  readonly incidents: readonly Incident[];
  readonly times: IncidentTimes;
  /** Planned work, a fix that runs: of this host no such thing is announced now that was not told before. */
  readonly isHeld: (host: WatchedHost, cause: string) => boolean;
  /** Names of the destinations that are told of this fault of this host. */
  readonly routeOf: (host: WatchedHost, fault: Pick<Fault, 'cause' | 'severity'>) => readonly string[];
  /** Of an incident that begins with this; the same for the same, so that it begins once, whoever writes it down. */
  readonly idOf: (fault: Present) => string;
}

/** Between two hosts that one power cut or one broken line took, each noticed at its own next look. */
const togetherMs = 15 * 60_000;

export interface IncidentTimes {
  /** So many looks in a row see nothing before that is told. */
  readonly unseenLooks: number;
  /** What comes `times` times within `withinMs` flaps, and does so until it has stayed away for `calmMs`. */
  readonly flapping: { readonly times: number; readonly withinMs: number; readonly calmMs: number };
}

/**
 * What the incidents become by what is known of the hosts now: those that changed or are new. It compares how things are with what was
 * said of them, so that it does not matter who looks how often, nor what was missed in between: the same scene twice changes nothing.
 */
export function settle(scene: Scene): Incident[] {
  const live = scene.incidents.filter(({ state }) => state !== 'resolved');
  const faultsOf = new Map<Incident, Present[]>(live.map((incident) => [incident, []]));
  for (const fault of presentFaults(scene)) {
    const known = [...faultsOf.keys()];
    const home = known.find((incident) => isOn(incident, fault));
    if (home === undefined && fault.held) continue;
    const incident =
      home ??
      known.find((one) => holds(one, fault)) ??
      known.find((one) => takesIn(one, fault)) ??
      comesAgain(fault, scene) ??
      newIncident(fault, scene);
    faultsOf.set(incident, [...(faultsOf.get(incident) ?? []), fault]);
  }
  return [...faultsOf].flatMap(([incident, faults]) => {
    const after = advance(incident, faults, scene);
    return isDeepStrictEqual(after, incident) ? [] : [{ ...after, revision: incident.revision + 1 }];
  });
}

/** It was there when somebody last looked at this incident. */
function isOn(incident: Incident, fault: Present): boolean {
  return incident.members.some(
    (member) => isMember(incident.cause, member, fault) && member.stints.at(-1)?.to === undefined,
  );
}

function holds({ cause, members }: Incident, fault: Present): boolean {
  return members.some((member) => isMember(cause, member, fault));
}

/** The same cause for some of the same people. Not where it flaps: that another host has it too would be lost in that. */
function takesIn(incident: Incident, fault: Present): boolean {
  const { cause, to, state } = incident;
  if (state !== 'open' || cause !== fault.cause) return false;
  if (to.length + fault.to.length > 0 && !to.some((name) => fault.to.includes(name))) return false;
  return mayShareItsCause(incident, fault);
}

/** A cause that is known by name is the same one. Where none is known, only what came together may have one in common. */
function mayShareItsCause({ cause, members }: Incident, { subject, since }: Present): boolean {
  const isNear = (time: string) => Math.abs(Date.parse(time) - Date.parse(since)) <= togetherMs;
  if (cause !== couldNotLook && cause !== unexplained) return true;
  return members.some(
    (member) =>
      (cause === couldNotLook || isDeepStrictEqual(member.subject, subject)) &&
      member.stints.some(({ from }) => isNear(from)),
  );
}

/** The last incident of a fault that has come and gone so often by now that one more message would tell nothing. */
function comesAgain(fault: Present, { incidents, times: { flapping }, now }: Scene): Incident | undefined {
  const earlier = incidents
    .filter((incident) => holds(incident, fault))
    .toSorted((one, other) => Date.parse(one.openedAt) - Date.parse(other.openedAt));
  const times = new Map(
    earlier
      .flatMap(({ cause, members }) => members.filter((member) => isMember(cause, member, fault)))
      .flatMap((member) => member.stints)
      .map((stint) => [stint.from, stint]),
  );
  const stints = [...times.values()];
  const isFlapping = stintsWithin(stints, flapping.withinMs, now) + 1 >= flapping.times;
  const last = earlier.at(-1);
  if (!isFlapping || last === undefined) return undefined;
  const { resolvedAt: _, ...reopened } = last;
  // How often it came is said there, whichever incidents those times were.
  const members = last.members.map((member) =>
    isMember(last.cause, member, fault) ? { ...member, stints } : member,
  );
  return { ...reopened, members, state: 'flapping' };
}

function newIncident(fault: Present, { idOf }: Scene): Incident {
  return {
    schema: 'ferryman.incident/1',
    id: idOf(fault),
    cause: fault.cause,
    severity: fault.severity,
    to: [...fault.to],
    state: 'open',
    openedAt: fault.since,
    members: [],
    revision: 0,
  };
}
