import { couldNotLook, type Member } from '../report/incident.ts';
import type { Fault, WatchedHost } from '../report/watched.ts';
import type { Scene } from './settle.ts';

/** A fault that is there, as far as anybody can see. */
export interface Present extends Fault {
  readonly host: string;
  readonly since: string;
  readonly to: readonly string[];
  /** Nothing that begins with it is announced now. */
  readonly held: boolean;
}

/** The faults of all hosts, each as it was when somebody last saw it; and hosts that nobody could look at for a while. */
export function presentFaults({ hosts, times, routeOf, isHeld }: Scene): Present[] {
  return hosts.flatMap((host) =>
    [...host.faults, ...blindness(host, times.unseenLooks)].map((fault) => ({
      ...fault,
      host: host.host,
      to: routeOf(host, fault),
      held: isHeld(host, fault.cause),
    })),
  );
}

function blindness({ host, unseen }: WatchedHost, unseenLooks: number) {
  if (unseen === undefined || unseen.looks < unseenLooks) return [];
  const subject = { kind: 'host', name: host };
  return [
    {
      cause: couldNotLook,
      // For all that anybody knows it is down, and whoever is on call at night should know.
      severity: 'critical' as const,
      subject,
      title: unseen.because,
      since: unseen.since,
    },
  ];
}

/** By host, cause and subject; words change with the language, and with Ferryman. */
export function isMember(
  cause: string,
  { host, subject }: Member,
  fault: Pick<Present, 'cause' | 'host' | 'subject'>,
): boolean {
  return (
    cause === fault.cause &&
    host === fault.host &&
    subject.kind === fault.subject.kind &&
    subject.name === fault.subject.name
  );
}
