import type { FixAnswer, FixPlan } from '../report/fix.ts';
import type { Sayable, Text } from '../text/say.ts';
import type { PreparedChange } from './change.ts';

/** A step as the planners make it, in no language yet; the command is the same in all of them. */
export interface UntoldStep {
  readonly what: Text;
  readonly command: string;
  /** Steps that others are put before or after. */
  readonly does?: 'name-bridge' | 'restart';
}

type InWords = 'cause' | 'whyFree' | 'steps' | 'undo' | 'proof' | 'warnings' | 'byHand';

/** A plan before anybody's language is known; its digest is of what is done, and of no word of it. */
export interface UntoldPlan extends Omit<FixPlan, InWords> {
  readonly whyFree: readonly Text[];
  readonly steps: readonly UntoldStep[];
  readonly undo: { readonly afterSeconds: number; readonly steps: readonly UntoldStep[] };
  readonly proof: readonly Text[];
  readonly warnings: readonly Text[];
  readonly byHand: readonly Sayable[];
}

type Refused = Extract<FixAnswer, { kind: 'refused' }>;
type NothingToFix = Extract<FixAnswer, { kind: 'nothing-to-fix' }>;

/** Why there is no plan. */
export type UntoldRefusal =
  | (Omit<NothingToFix, 'sentence'> & { readonly sentence: Text })
  | (Omit<Refused, 'because' | 'next' | 'byHand'> & {
      readonly because: readonly Sayable[];
      readonly next: Sayable;
      readonly byHand: readonly Sayable[];
    });

/** What was looked at, before and after: what a host said stands among it as it is. */
export interface UntoldProof {
  readonly what: Sayable;
  readonly before: Sayable;
  readonly after: Sayable;
  readonly ok: boolean;
}

export interface PreparedUntold extends Omit<PreparedChange, 'plan'> {
  readonly plan: UntoldPlan;
}
