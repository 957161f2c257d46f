import { AuditEvent } from '../report/audit.ts';
import type { Audit, AuditSubject } from './audit.ts';

/** What a flow tells of a change while it makes it. */
export interface ToldOfFix {
  readonly kind: 'began' | 'step' | 'command' | 'proof' | 'ended';
  readonly detail: Readonly<Record<string, unknown>>;
  readonly snapshot?: { readonly when: 'before' | 'after'; readonly taken: object };
}

/** Writes what a flow tells into the record. */
export function fixRecorder(audit: Audit, subject: AuditSubject): (told: ToldOfFix) => Promise<void> {
  return async ({ kind, detail, snapshot }) => {
    if (snapshot !== undefined) await audit.keep(subject, snapshot.when, snapshot.taken);
    const { data } = AuditEvent.safeParse(eventOf(kind, detail));
    // Better in a shape that nobody expects than not at all.
    await audit.record(subject, data ?? { event: 'step', step: `${kind} ${JSON.stringify(detail)}` });
  };
}

function eventOf(kind: ToldOfFix['kind'], detail: ToldOfFix['detail']): object {
  return kind === 'command' || kind === 'proof'
    ? { event: kind, [kind]: detail }
    : { event: kind, ...detail };
}
