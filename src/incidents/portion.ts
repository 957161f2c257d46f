import type { Incident } from '../report/incident.ts';
import { isOpen, severityOf } from './advance.ts';

/**
 * The incident as a destination is told of it: of those hosts only of which it hears, and over for it when it is over there. One that
 * hears of none of them (it stands in for another) is told of all.
 */
export function portionOf(incident: Incident, destination: string): Incident {
  const members = incident.members.filter(({ to }) => to === undefined || to.includes(destination));
  if (members.length === 0 || members.length === incident.members.length) return incident;
  const stints = members.flatMap((member) => member.stints);
  const first = Math.min(...stints.map(({ from }) => Date.parse(from)));
  const portion = {
    ...incident,
    members,
    severity: severityOf(members, incident),
    openedAt: new Date(Math.max(first, Date.parse(incident.openedAt))).toISOString(),
  };
  if (incident.state === 'flapping' || members.some((member) => isOpen(member))) return portion;
  const last = Math.max(...stints.map(({ to }) => Date.parse(to ?? '')));
  return { ...portion, state: 'resolved', resolvedAt: new Date(last).toISOString() };
}
