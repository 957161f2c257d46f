import type { AuditEvent } from '../report/audit.ts';
import type { FixAnswer } from '../report/fix.ts';

/** What an answer is in the record, in the order of writing. One that holds no plan ends there what was asked. */
export function answerEvents(answer: FixAnswer): readonly AuditEvent[] {
  switch (answer.kind) {
    case 'plan': {
      const { method, from, to, expiresAt } = answer.plan;
      return [{ event: 'planned', method, from, to, expiresAt }];
    }
    case 'refused':
      return [{ event: 'refused', because: answer.because }, endedUnbegun('There is no plan.')];
    case 'nothing-to-fix':
      return [endedUnbegun(answer.sentence)];
  }
  return answer satisfies never;
}

/** The end of what never touched the host. */
export function endedUnbegun(because: string): AuditEvent {
  return { event: 'ended', result: 'not-begun', because };
}
