import type { Incident } from '../../report/incident.ts';

/** What a destination is to know: how an incident stands now, and what was told there of it before. */
export interface Notice {
  readonly incident: Incident;
  /** Absent where nothing was told there yet. */
  readonly before?: Before | undefined;
  /** How many hosts are watched: the 12 of "7 of 12 hosts". */
  readonly watched: number;
  /** Every retry of one notice has the same, and no other notice has it. */
  readonly id: string;
}

export interface Before {
  readonly state?: Incident['state'] | undefined;
  /** What `tell` gave then. */
  readonly place?: string | undefined;
}

/** Somewhere where people, or their programs, hear of incidents. */
export interface Destination {
  /** As in `notify.destinations`. */
  readonly name: string;
  /**
   * Brings what stands there in line with the notice; nothing is shown twice however often one notice is told. Rejects with a
   * `FerrymanError` (code `notify-…`, Slack `slack-…`), and then it may be told again.
   * @returns where the message stands, in the destination's own words, for the notices to come; undefined: as before, or nowhere
   */
  tell(notice: Notice): Promise<string | undefined>;
  /** Sends a message that says that it is only a test. Rejects as `tell` does. */
  test(): Promise<void>;
}
