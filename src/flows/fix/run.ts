import type { PreparedChange } from '../../fixes/change.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import type { Host } from '../../hosts/host.ts';
import type { RedactorOptions } from '../../redact/redactor.ts';
import type { ApprovedFix, FixAnswer, FixOptions, FixOutcome } from '../../report/fix.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Language } from '../../text/language.ts';
import type { Shells } from '../open-shell.ts';

export interface FixRequest {
  readonly host: Host;
  readonly options: FixOptions;
  /** The change's name; a new one where absent. */
  readonly id?: string;
}

export interface FixRun {
  readonly shells: Shells;
  /** Connections that nobody had before: what the change did to the network shows on a new one only. Whoever asks closes it. */
  readonly newShells: () => Promise<Shells & { dispose(): Promise<void> }>;
  /** Default: those that Ferryman ships. */
  readonly rules?: readonly Rule[];
  readonly redact?: RedactorOptions;
  readonly now?: () => Date;
  readonly signal?: AbortSignal;
  /** Ranges of ferryman.yaml that no subnet may touch. */
  readonly reserved: readonly string[];
  /** The rest of the inventory. */
  readonly others: readonly Host[];
  /** Where what is known of other hosts' subnets is kept; absent: nothing is. */
  readonly knownSubnetsFile?: string;
  /** Seconds until the host takes back what nobody confirmed. Default 300. */
  readonly undoAfterSeconds?: number;
  readonly onStage?: (stage: FixStage) => void;
  /** Awaited after each step is done. */
  readonly onStep?: (step: FixStep) => void | Promise<void>;
  readonly audit?: (event: FixEvent) => Promise<void>;
  /** Of the answer and the outcome; what is stored and recorded is in English. Default: English. */
  readonly language?: Language;
}

export type FixStage =
  | 'connecting'
  | 'reading'
  | 'planning'
  | 'comparing'
  | 'backing-up'
  | 'arming-the-undo'
  | 'changing'
  | 'proving'
  | 'disarming'
  | 'undoing'
  | 'waiting-for-the-host';

/** What has just been done. */
export type FixStep =
  | 'claimed'
  | 'compared'
  | 'stored'
  | 'prepared'
  | 'armed'
  | 'begun'
  | 'applied'
  | 'reconnected'
  | 'proven'
  | 'recorded'
  | 'confirmed';

/** For the audit; masked, and in English. */
export interface FixEvent {
  readonly kind: 'began' | 'step' | 'command' | 'proof' | 'ended';
  readonly detail: Readonly<Record<string, unknown>>;
  /** The host as it was, or as it is now. */
  readonly snapshot?: { readonly when: 'before' | 'after'; readonly taken: Snapshot };
}

export interface PlannedChange {
  /** In the language of the run. */
  readonly answer: FixAnswer;
  /** The same for the record, where it is not in English already. */
  readonly inEnglish?: FixAnswer;
  /** With a plan that can be applied; that plan is the one that the host keeps, in English. */
  readonly prepared?: PreparedChange;
  /** What the plan was made for. */
  readonly snapshot?: Snapshot;
}

/** An outcome in the language of the run; and the same for the record, where it is not in English already. */
export interface ToldOutcome extends FixOutcome {
  readonly inEnglish?: FixOutcome;
}

export interface ApplyRequest {
  readonly host: Host;
  readonly approved: ApprovedFix;
  /** Of two runs of one change the higher one may touch the host: the start number of the job. */
  readonly fence: number;
}
