import type { JobKind } from './job-kind.ts';
import type { Traced } from './queue.ts';

/** A job that is done again and again until it is ended; every run has an id of its own. */
export interface Repeat<Job> {
  /** Of the repeat: the same one again changes it. */
  readonly id: string;
  readonly site: string | undefined;
  readonly job: Job;
  readonly when: Every | Daily;
}

/** The first after `offsetMs`, from then on at the same distance; a run that comes late moves no other. */
export interface Every {
  readonly everyMs: number;
  readonly offsetMs: number;
}

export interface Daily {
  /** What cron understands, and the IANA name of the zone whose clock is meant. */
  readonly cron: string;
  readonly zone: string;
}

/** Jobs on a clock. While nobody takes them one of each repeat waits, however long that lasts. Rejects where the store does not answer. */
export interface Repeats {
  /** Leaves one that is the same already as it is, so that starting often starts nothing anew. */
  start<Job extends Traced>(kind: JobKind<Job, unknown>, repeat: Repeat<Job>): Promise<void>;
  end(kind: { readonly name: string }, repeat: Pick<Repeat<unknown>, 'id' | 'site'>): Promise<void>;
  /** The ids of those that are on, in no order. */
  list(kind: { readonly name: string }, site: string | undefined): Promise<string[]>;
}
