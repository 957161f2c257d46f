import type { FirewallRule, FirewallTable } from '../facts/firewall.ts';
import { matchHolds, type FirewallPacket } from './firewall-match.ts';

/** Where a packet's way through a chain may end. */
export type ChainEnd =
  | { readonly kind: 'accept'; readonly by: Decider }
  | { readonly kind: 'drop' | 'reject'; readonly by: Decider }
  | { readonly kind: 'dnat'; readonly to: string; readonly by: Decider }
  | { readonly kind: 'other'; readonly target: string; readonly by: Decider };

/** The very line that decides: a rule, or the policy of a chain (`-P FORWARD DROP`). */
export interface Decider {
  readonly table: string;
  readonly chain: string;
  readonly text: string;
  readonly rule?: FirewallRule;
}

/**
 * All ways in which the walk may end. One end: certain. Several: a match that this model does not know (limit, owner,
 * ipset…) stands in between, and both continuations count.
 */
export function walkChain(
  table: FirewallTable,
  chainName: string,
  packet: FirewallPacket,
): readonly ChainEnd[] {
  const chain = table.chains.find(({ name }) => name === chainName);
  if (chain === undefined)
    return [{ kind: 'accept', by: { table: table.name, chain: chainName, text: 'no such chain' } }];
  const ends = walkRules(table, chainName, packet, 0);
  const policy = (chain.policy ?? 'ACCEPT') === 'DROP' ? 'drop' : 'accept';
  const byPolicy: ChainEnd = {
    kind: policy,
    by: { table: table.name, chain: chainName, text: `-P ${chainName} ${chain.policy ?? 'ACCEPT'}` },
  };
  return distinct<ChainEnd>(ends.map((end) => (end === 'return' ? byPolicy : end)));
}

type Step = ChainEnd | 'return';

/** Chains can't loop (the kernel refuses that), but a recorded file could. */
const DEEPEST = 32;

function walkRules(
  table: FirewallTable,
  chainName: string,
  packet: FirewallPacket,
  depth: number,
): readonly Step[] {
  const chain = table.chains.find(({ name }) => name === chainName);
  if (chain === undefined || depth > DEEPEST) return ['return'];
  const ends: Step[] = [];
  for (const rule of chain.rules) {
    const holds = ruleHolds(rule, packet);
    if (holds === false) continue;
    const effect = effectOf(table, rule, packet, depth);
    const goesOn = effect.includes('continue');
    ends.push(...effect.filter((step) => step !== 'continue'));
    if (holds === true && !goesOn) return distinct<Step>(ends);
  }
  return distinct<Step>([...ends, 'return']);
}

function ruleHolds(rule: FirewallRule, packet: FirewallPacket): boolean | undefined {
  const answers = rule.matches.map((match) => matchHolds(match, packet));
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function effectOf(
  table: FirewallTable,
  rule: FirewallRule,
  packet: FirewallPacket,
  depth: number,
): readonly (Step | 'continue')[] {
  const by: Decider = { table: table.name, chain: rule.chain, text: rule.text, rule };
  switch (rule.target) {
    case undefined:
    case 'LOG':
    case 'NFLOG':
    case 'MARK':
    case 'CONNMARK':
    case 'TCPMSS':
    case 'CT':
    case 'NOTRACK':
    case 'TRACE':
    case 'CHECKSUM':
      return ['continue'];
    case 'ACCEPT':
      return [{ kind: 'accept', by }];
    case 'DROP':
      return [{ kind: 'drop', by }];
    case 'REJECT':
      return [{ kind: 'reject', by }];
    case 'RETURN':
      return ['return'];
    case 'DNAT':
      return [{ kind: 'dnat', to: rule.targetOptions['--to-destination']?.[0] ?? '', by }];
    default: {
      if (!table.chains.some(({ name }) => name === rule.target)) {
        return [{ kind: 'other', target: rule.target, by }];
      }
      const inner = walkRules(table, rule.target, packet, depth + 1);
      if (rule.goto) return inner;
      return inner.map((step) => (step === 'return' ? 'continue' : step));
    }
  }
}

function distinct<Item extends Step>(ends: readonly Item[]): readonly Item[] {
  const seen = new Map<string, Item>();
  for (const end of ends) {
    const key = keyOf(end);
    if (!seen.has(key)) seen.set(key, end);
  }
  return [...seen.values()];
}

function keyOf(end: Step): string {
  return end === 'return' ? end : `${end.kind} ${end.by.chain} ${end.by.text}`;
}
