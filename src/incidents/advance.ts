import type { Incident, Member } from '../report/incident.ts';
import { stintsWithin } from './flapping.ts';
import { isMember, type Present } from './present.ts';
import type { Scene } from './settle.ts';

/** Older times than these are in the incidents of their day. */
const mostStints = 20;

/** The incident with these of its faults there, and all others gone as far as somebody could look. */
export function advance(incident: Incident, faults: readonly Present[], scene: Scene): Incident {
  const { cause } = incident;
  const known = incident.members.map((member) => {
    const fault = faults.find((one) => isMember(cause, member, one));
    return fault === undefined ? gone(member, scene) : there(member, fault, incident);
  });
  const fresh = faults.filter((fault) => !incident.members.some((member) => isMember(cause, member, fault)));
  const members = [...known, ...fresh.map((fault) => newMember(fault))];
  const to = [...new Set([...incident.to, ...members.flatMap((member) => member.to ?? [])])];
  return concluded({ ...incident, to, severity: severityOf(members, incident), members }, scene);
}

function newMember(fault: Present): Member {
  return { ...asItIs(fault), to: [...fault.to], stints: [{ from: fault.since }] };
}

/** Whoever heard of it hears how it goes on, whatever routes say by now. */
function there(member: Member, fault: Present, { to: heard }: Incident): Member {
  const stints = isOpen(member)
    ? member.stints
    : [...member.stints, { from: fault.since }].slice(-mostStints);
  return { ...asItIs(fault), to: [...new Set([...(member.to ?? heard), ...fault.to])], stints };
}

function asItIs({ host, subject, title, severity, apply }: Present) {
  return { host, subject, title, severity, ...(apply === undefined ? {} : { apply }) };
}

function gone(member: Member, { hosts, now }: Scene): Member {
  if (!isOpen(member)) return member;
  const host = hosts.find((one) => one.host === member.host);
  if (host === undefined) return { ...closed(member, new Date(now).toISOString()), unwatched: true };
  return closed(member, host.seenAt ?? host.lookedAt);
}

/** Of what is there; while nothing is, it stays what it was. */
export function severityOf(
  members: readonly Member[],
  before: Pick<Incident, 'severity'>,
): Incident['severity'] {
  const severities = members.filter((member) => isOpen(member)).map(({ severity }) => severity);
  if (severities.length === 0 || severities.includes(undefined)) return before.severity;
  return severities.includes('critical') ? 'critical' : 'warning';
}

export function isOpen({ stints }: Member): boolean {
  return stints.at(-1)?.to === undefined;
}

function closed(member: Member, to: string): Member {
  return {
    ...member,
    stints: member.stints.map((stint, index) =>
      index === member.stints.length - 1 ? { ...stint, to } : stint,
    ),
  };
}

/** Over, flapping or open, by its members. */
function concluded(incident: Incident, { times: { flapping }, now }: Scene): Incident {
  const { members } = incident;
  const flaps =
    incident.state === 'flapping' ||
    members.some(({ stints }) => stintsWithin(stints, flapping.withinMs, now) >= flapping.times);
  const { resolvedAt: _, settledAt: __, ...going } = incident;
  if (members.some(isOpen)) return { ...going, state: flaps ? 'flapping' : 'open' };
  const ends = members.flatMap(({ stints }) => stints.map(({ to }) => Date.parse(to ?? '')));
  const end = Math.max(...ends);
  if (flaps && now - end < flapping.calmMs) return { ...going, state: 'flapping' };
  return {
    ...incident,
    state: 'resolved',
    resolvedAt: new Date(end).toISOString(),
    settledAt: new Date(now).toISOString(),
  };
}
