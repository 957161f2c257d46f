import type { Fact, Parsed, RawText } from './fact.ts';
import { asPrefix } from './ip-text.ts';
import { type Draft, linesOf, unlessFailed, value } from './parsed.ts';

/** A rule that picks the routing table, `ip rule`. */
export interface PolicyRule {
  readonly family: 4 | 6;
  /** Lower is asked first. */
  readonly priority: number;
  /** The selectors are negated. */
  readonly not: boolean;
  /** CIDR; absent means all. */
  readonly from?: string;
  readonly to?: string;
  readonly iif?: string;
  readonly oif?: string;
  readonly fwmark?: { readonly value: number; readonly mask: number };
  readonly tos?: string;
  /** `tcp`, `udp`, `icmp` or a number as text. */
  readonly ipProtocol?: string;
  readonly sourcePorts?: { readonly first: number; readonly last: number };
  readonly destinationPorts?: { readonly first: number; readonly last: number };
  readonly uids?: { readonly first: number; readonly last: number };
  /** The found route is ignored where its prefix is this long or shorter. */
  readonly suppressPrefixLength?: number;
  readonly suppressGroup?: string;
  readonly action: 'lookup' | 'blackhole' | 'unreachable' | 'prohibit' | 'goto' | 'nop';
  /** For `lookup`: a name or a number as text; `[l3mdev-table]` is the table of the vrf that the device belongs to. */
  readonly table?: string;
  /** For `goto`: the priority to go on at; absent while unresolved. */
  readonly goto?: number;
  /** The device that it names does not exist: it never matches. */
  readonly detached: boolean;
  /** Words of the line that this reader does not know: with any of them the rule's reach is unknown. */
  readonly unknownWords: readonly string[];
  /** The line as printed. */
  readonly text: string;
}

/**
 *     0:	from all lookup local
 *     80:	not from 10.0.0.0/8 to 10.5.0.0/16 iif eth0 lookup 5000
 *     50:	from all lookup main suppress_prefixlength 0
 */
export const policyRules: Fact<'policy-rules', readonly PolicyRule[]> = {
  id: 'policy-rules',
  title: 'IPv4 policy rules',
  read: { kind: 'command', candidates: [['ip', '-4', 'rule', 'show']] },
  parse: unlessFailed((raw) => parsePolicyRules(raw, 4)),
};

export const policyRules6: Fact<'policy-rules6', readonly PolicyRule[]> = {
  id: 'policy-rules6',
  title: 'IPv6 policy rules',
  read: { kind: 'command', candidates: [['ip', '-6', 'rule', 'show']] },
  parse: unlessFailed((raw) => parsePolicyRules(raw, 6)),
};

function parsePolicyRules(raw: RawText, family: 4 | 6): Parsed<readonly PolicyRule[]> {
  const found: PolicyRule[] = [];
  const unread: string[] = [];
  for (const line of linesOf(raw.stdout)) {
    const head = /^(\d+):\s+(.+)$/.exec(line.trim());
    if (head === null) unread.push(line);
    else found.push(parseRule(Number(head[1]), (head[2] ?? '').split(/\s+/), family, line.trim()));
  }
  return value(found, unread);
}

const ACTIONS: Readonly<Record<string, PolicyRule['action']>> = {
  blackhole: 'blackhole',
  unreachable: 'unreachable',
  prohibit: 'prohibit',
  nop: 'nop',
};
/** busybox prints `lookup unspec` and then the action's number as if it were a route's type. */
const BUSYBOX_ACTIONS: Readonly<Record<string, PolicyRule['action']>> = {
  ...ACTIONS,
  local: 'goto',
  broadcast: 'nop',
};

function parseRule(priority: number, words: readonly string[], family: 4 | 6, text: string): PolicyRule {
  const unknownWords: string[] = [];
  const rule: Draft<PolicyRule> = {
    family,
    priority,
    not: false,
    action: 'nop',
    detached: false,
    unknownWords,
    text,
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = words[at + 1] ?? '';
    const action = ACTIONS[word];
    if (action !== undefined) {
      rule.action = action;
      continue;
    }
    switch (word) {
      case 'not':
        rule.not = true;
        continue;
      case '[detached]':
        rule.detached = true;
        continue;
      case '[unresolved]':
        continue;
      case 'from':
        if (next !== 'all') rule.from = asPrefix(next, family);
        break;
      case 'to':
        if (next !== 'all') rule.to = asPrefix(next, family);
        break;
      case 'iif':
      case 'dev':
        rule.iif = next;
        break;
      case 'oif':
        rule.oif = next;
        break;
      case 'tos':
      case 'dsfield':
        rule.tos = next;
        break;
      case 'ipproto':
        rule.ipProtocol = next;
        break;
      case 'fwmark': {
        const [mark, mask] = next.split('/');
        rule.fwmark = { value: Number(mark), mask: mask === undefined ? 0xff_ff_ff_ff : Number(mask) };
        break;
      }
      case 'sport':
        rule.sourcePorts = parseRange(next);
        break;
      case 'dport':
        rule.destinationPorts = parseRange(next);
        break;
      case 'uidrange':
        rule.uids = parseRange(next);
        break;
      case 'suppress_prefixlength':
        rule.suppressPrefixLength = Number(next);
        break;
      case 'suppress_ifgroup':
        rule.suppressGroup = next;
        break;
      case 'goto':
        rule.action = 'goto';
        if (/^\d+$/.test(next)) rule.goto = Number(next);
        break;
      case 'lookup':
      case 'table': {
        const odd = next === 'unspec' ? BUSYBOX_ACTIONS[words[at + 2] ?? ''] : undefined;
        rule.action = odd ?? 'lookup';
        if (odd === undefined) rule.table = next;
        else at += 1;
        break;
      }
      case 'proto':
      case 'protocol':
        break;
      default:
        unknownWords.push(word);
        continue;
    }
    at += 1;
  }
  return rule;
}

function parseRange(text: string): { first: number; last: number } {
  const [first, last] = text.split('-');
  return { first: Number(first), last: Number(last ?? first) };
}
