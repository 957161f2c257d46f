import type { DigestFacts } from '../../report/digest.ts';
import type { Incident } from '../../report/incident.ts';
import type { Text } from '../../text/say.ts';

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
  readonly severity?: Incident['severity'] | undefined;
  /** Of the incident as it was told then. */
  readonly revision?: number | undefined;
  /** What `tell` gave then. */
  readonly place?: string | undefined;
}

/** What happened in a day. */
export interface DigestNotice {
  readonly facts: DigestFacts;
  /** A PNG of `facts.chart`; absent where there is nothing to show, or where it could not be drawn. */
  readonly picture?: Uint8Array | undefined;
  /** Every retry of one digest has the same, and no other one has it. */
  readonly id: string;
}

/** What Ferryman says of itself. */
export interface Note {
  /** The same note has the same, and is shown once however often it is told. */
  readonly id: string;
  /** ISO 8601: when it came about. */
  readonly at: string;
  /** The id of the channel of Slack's that it is about. */
  readonly about?: string | undefined;
  readonly sentence: Text;
  readonly next: Text;
}

/** Somewhere where people, or their programs, hear of incidents. */
export interface Destination {
  /** As in `notify.destinations`. */
  readonly name: string;
  /** The id of the channel where it tells, or of the person; absent outside Slack. */
  readonly channel?: string | undefined;
  /** Milliseconds between two messages of an incident that only say who has it by now; absent: it edits, or wants to know each. */
  readonly gapMs?: number | undefined;
  /**
   * Brings what stands there in line with the notice; nothing is shown twice however often one notice is told. Rejects with a
   * `FerrymanError` (code `notify-…`, Slack `slack-…`), and then it may be told again.
   * @returns where the message stands, in the destination's own words, for the notices to come; undefined: as before, or nowhere
   */
  tell(notice: Notice): Promise<string | undefined>;
  /** One message for each id, however often it is told. Rejects as `tell` does. */
  digest(digest: DigestNotice): Promise<void>;
  /** Rejects as `tell` does. */
  note(note: Note): Promise<void>;
  /** Sends a message that says that it is only a test. Rejects as `tell` does. */
  test(): Promise<void>;
}
