import type { Cause, Report } from './report.ts';

/** What a later report of the same host and target says of the causes of an earlier one, and what it adds. */
export interface Change {
  /** Were there; their rules looked again and found nothing. */
  readonly fixed: readonly Cause[];
  /** As the later report has them. */
  readonly fresh: readonly Cause[];
  readonly still: readonly Cause[];
  /** Were there, and nobody can say now whether they are. */
  readonly lost: readonly Lost[];
}

export interface Lost {
  readonly cause: Cause;
  /** `unchecked`: its rule could not look, for this reason. `unsaid`: another cause explains it now, or nobody looks for it any more. */
  readonly why:
    | { readonly kind: 'unreachable' | 'unsaid' }
    | { readonly kind: 'unchecked'; readonly because: string };
}

/** Compares by host, cause and subject; what a cause is called, or its evidence, may have changed in between. */
export function compareReports(before: Report, after: Report): Change {
  const old = new Map(before.causes.map((cause) => [fingerprint(before.host, cause), cause]));
  const now = new Map(after.causes.map((cause) => [fingerprint(after.host, cause), cause]));
  const gone = [...old].filter(([print]) => !now.has(print)).map(([, cause]) => cause);
  const judged = gone.map((cause) => ({ cause, why: whyLost(cause, after) }));
  return {
    fixed: judged.filter(({ why }) => why === undefined).map(({ cause }) => cause),
    fresh: [...now].filter(([print]) => !old.has(print)).map(([, cause]) => cause),
    still: [...now].filter(([print]) => old.has(print)).map(([, cause]) => cause),
    lost: judged.flatMap(({ cause, why }) => (why === undefined ? [] : [{ cause, why }])),
  };
}

export function fingerprint(host: string, { cause, subject }: Pick<Cause, 'cause' | 'subject'>): string {
  return JSON.stringify([host, cause, subject.kind, subject.name]);
}

/** As much of a report as tells whether a rule looked. */
export type AfterReport = Pick<Report, 'verdict' | 'unknowns' | 'checked' | 'causes'>;

/** Undefined where its rule ran: it found nothing, or the same only of something else. */
export function whyLost({ cause }: Pick<Cause, 'cause'>, after: AfterReport): Lost['why'] | undefined {
  if (after.verdict === 'unreachable') return { kind: 'unreachable' };
  const unchecked = after.unknowns.find(({ check }) => check === cause);
  if (unchecked !== undefined) return { kind: 'unchecked', because: unchecked.because };
  const ran = after.checked.includes(cause) || after.causes.some((one) => one.cause === cause);
  return ran ? undefined : { kind: 'unsaid' };
}
