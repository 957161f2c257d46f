import type { Report } from '../../src/report/report.ts';

/** One question to one host, and how the answer compares with what is known of the host. */
export interface GradedAnswer {
  /** `routing`, `firewall`, …; `healthy` for hosts with nothing wrong. */
  readonly group: string;
  readonly host: string;
  /** As one types it after `ferryman diagnose`: `hz-shop 30003`. */
  readonly asked: string;
  /** What the host was made to be. */
  readonly drawn: string;
  readonly expected: { readonly verdict: Report['verdict']; readonly cause?: string };
  readonly verdict: Report['verdict'];
  /** The first cause that is more than a notice. */
  readonly named?: string;
  /** Whole diagnosis, milliseconds. */
  readonly ms: number;
  /** The slowest of its attempts, questions to nameservers included, milliseconds. */
  readonly slowestAttemptMs: number;
  readonly wrong: readonly string[];
}

export function namedIn(report: Report): string | undefined {
  return report.causes.find(({ severity }) => severity !== 'notice')?.cause;
}
