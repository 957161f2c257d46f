/** What a rule of a team's own imports, as `ferryman/rules`. */
import type { CouldNotLook as AnyCouldNotLook, Finding as AnyFinding, OwnWords } from './rule.ts';

export { defineOwnRule as defineRule } from './rule.ts';
export type { Rank, Rule } from './rule.ts';
export type Finding = AnyFinding<OwnWords>;
export type CouldNotLook = AnyCouldNotLook<OwnWords>;
export type { ViewId, Views } from '../model/views.ts';

/** A recorded host that shows what a rule does: what `ferryman snapshot` wrote, and whether the rule speaks on it. */
export interface Example {
  /** Path of the snapshot, from the rule's file. */
  readonly snapshot: string;
  /** As one types it after the host: a port, a container or address:port. */
  readonly target?: string;
  readonly speaks: boolean;
}
