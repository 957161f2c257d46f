import type { FirewallRule } from '../../facts/firewall.ts';
import type { NftRule } from '../../facts/nft.ts';
import type { Seen } from './packet.ts';
import type { Run } from './runs.ts';

/** Undefined: this model does not know whether it holds. */
export type Test = (packet: Seen) => boolean | undefined;

export type Verdict =
  | { readonly kind: 'accept' | 'drop' | 'return' | 'continue' }
  | { readonly kind: 'reject'; readonly how?: string }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  | { readonly kind: 'dnat' | 'snat'; readonly target: string; readonly to: string; readonly packet: Seen }
  /** A target that this model cannot follow. */
  | { readonly kind: 'other'; readonly target: string };

/** A step of a rule, in order: tests, changes of the packet, at last a verdict. */
export type Step =
  | { readonly kind: 'test'; readonly holds: Test }
  /** Undefined: what becomes of the packet is not known. */
  | { readonly kind: 'change'; readonly change: (packet: Seen) => Seen | undefined; readonly target: string }
  /** Several where it is not known which. */
  | { readonly kind: 'verdict'; readonly choose: (packet: Seen) => readonly Verdict[] };

/** A rule, made ready once for thousands of packets. */
export interface Program {
  /** The steps at its head that only look; all have to hold. */
  readonly tests: readonly Test[];
  readonly steps: readonly Step[];
  readonly by: Decider;
  /** Exact values without which it cannot hold, for long lists of rules that differ in one of them. */
  readonly keys?: Keys;
}

export type KeyField = 'from' | 'to' | 'port' | 'iif' | 'oif';
export type Keys = Readonly<Partial<Record<KeyField, string | number | bigint>>>;

export interface ProgramChain {
  readonly name: string;
  /** In order; a run of many rules that look at the same field is found by its value. */
  readonly runs: readonly Run[];
  /** Of base chains. */
  readonly policy: 'accept' | 'drop';
  readonly byPolicy: Decider;
}

/** A table: chains by name. */
export interface ProgramTable {
  readonly name: string;
  readonly chains: ReadonlyMap<string, ProgramChain>;
}

/** The very line that decides: a rule, or the policy of a chain (`-P FORWARD DROP`). */
export interface Decider {
  /** `filter`; of nftables with its family: `inet my`. */
  readonly table: string;
  readonly chain: string;
  readonly text: string;
  readonly rule?: FirewallRule;
  readonly nft?: NftRule;
  /** The command that shows it. */
  readonly shownBy?: string;
  /** The fact that could not be read: then nobody knows the line, and `text` says so. */
  readonly unread?: string;
}
