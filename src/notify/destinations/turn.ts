import { type Incident, isWorse } from '../../report/incident.ts';
import type { Before } from './destination.ts';

/** What people hear of besides what is edited: it is over, it comes and goes, it is back, it is worse than it was. */
export function isTurn({ state, severity }: Incident, before: Before | undefined): boolean {
  if (state !== 'open') return before?.state !== state;
  return before?.state === 'resolved' || isWorse(before?.severity, severity);
}
