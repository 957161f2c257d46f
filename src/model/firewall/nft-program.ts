import type { NftChain, NftRule, NftRuleset } from '../../facts/nft.ts';
import { compares, keyOf, meetsElement, NamedSet, type NamedElements } from './nft-compare.ts';
import { nftField, nftOperand } from './nft-expression.ts';
import { ruleText } from './nft-text.ts';
import { fieldsOf, kindOf, listOf, textOf } from './nft-value.ts';
import { masqueraded, parseNatTarget, redirected, translateDestination, translateSource } from './nat.ts';
import { changed, type Seen } from './packet.ts';
import type { Decider, Program, ProgramChain, ProgramTable, Step, Test, Verdict } from './program.ts';
import { runsOf } from './runs.ts';
import type { Surroundings } from './surroundings.ts';
import { untracked, withMark } from './iptables-target.ts';

/** A table of nftables, made ready for packets. */
export function nftProgram(
  ruleset: NftRuleset,
  family: string,
  table: string,
  around: Surroundings,
): ProgramTable {
  const isOf = (one: { family: string; table: string }) => one.family === family && one.table === table;
  const sets = new Map(ruleset.sets.filter(isOf).map(({ name, elements }) => [name, new NamedSet(elements)]));
  const context: Context = { around, named: (name) => sets.get(name) };
  const rules = new Map<string, NftRule[]>();
  for (const rule of ruleset.rules.filter(isOf)) {
    const chain = rules.get(rule.chain) ?? [];
    chain.push(rule);
    rules.set(rule.chain, chain);
  }
  return {
    name: `${family} ${table}`,
    chains: new Map(
      ruleset.chains
        .filter(isOf)
        .map((chain) => [chain.name, chainProgram(chain, rules.get(chain.name) ?? [], context)]),
    ),
  };
}

interface Context {
  readonly around: Surroundings;
  readonly named: NamedElements;
}

function chainProgram(chain: NftChain, rules: readonly NftRule[], context: Context): ProgramChain {
  const policy = chain.policy === 'drop' ? 'drop' : 'accept';
  const place = {
    table: `${chain.family} ${chain.table}`,
    chain: chain.name,
    shownBy: `nft list table ${chain.family} ${chain.table}`,
  };
  return {
    name: chain.name,
    runs: runsOf(
      rules.map((rule) => ruleProgram(rule, { ...place, text: ruleText(rule), nft: rule }, context)),
    ),
    policy,
    byPolicy: { ...place, text: `policy ${policy}` },
  };
}

function ruleProgram({ expr, text }: NftRule, by: Decider, context: Context): Program {
  if (expr === undefined) return { tests: [], steps: stepsOfText(text ?? ''), by };
  const steps = expr.flatMap((statement) => stepsOf(statement, context));
  const firstOther = steps.findIndex(({ kind }) => kind !== 'test');
  const head = steps.slice(0, firstOther < 0 ? steps.length : firstOther);
  return {
    tests: head.flatMap((step) => (step.kind === 'test' ? [step.holds] : [])),
    steps: steps.slice(head.length),
    by,
  };
}

/** Of nft without JSON only the text is there: whether its rule holds is not known, nor what it does where it holds. */
function stepsOfText(text: string): readonly Step[] {
  const end =
    /\b(accept|drop|reject|return|jump|goto|queue|dnat|snat|masquerade|redirect|vmap|tproxy)\b/.exec(
      text,
    )?.[1];
  if (end === undefined) return [];
  return [test(() => undefined), verdict(() => [textVerdict(end, text)])];
}

function textVerdict(end: string, text: string): Verdict {
  switch (end) {
    case 'accept':
    case 'drop':
    case 'return':
      return { kind: end };
    case 'reject':
      return { kind: 'reject' };
    case 'jump':
    case 'goto':
      return { kind: end, chain: /\b(?:jump|goto) (\S+)/.exec(text)?.[1] ?? '' };
    default:
      return { kind: 'other', target: end };
  }
}

const test = (holds: Test): Step => ({ kind: 'test', holds });
const verdict = (choose: (packet: Seen) => readonly Verdict[]): Step => ({ kind: 'verdict', choose });

function stepsOf(statement: unknown, context: Context): readonly Step[] {
  const { around, named } = context;
  const [kind, content] = kindOf(statement);
  const fields = fieldsOf(content);
  switch (kind) {
    case 'match': {
      const read = nftField(fields['left'], around);
      const operator = textOf(fields['op']);
      const right = fields['right'];
      return [test((packet) => compares(read(packet), operator, right, named))];
    }
    case 'counter':
    case 'log':
    case 'last':
    case 'comment':
    case 'flow':
    case 'dup':
    case 'secmark':
    case 'ct helper':
    case 'ct timeout':
    case 'ct expectation':
      return [];
    // It fills a set; with a limit of its own it also decides.
    case 'set':
      return fields['stmt'] === undefined ? [] : [test(() => undefined)];
    case 'limit':
    case 'quota':
    case 'meter':
    case 'ct count':
    case 'connlimit':
      return [test(() => undefined)];
    case 'accept':
    case 'drop':
    case 'return':
    case 'continue': {
      const verdicts: readonly Verdict[] = [{ kind }];
      return [verdict(() => verdicts)];
    }
    case 'reject': {
      const how = [textOf(fields['type']), textOf(fields['expr'])].filter((word) => word !== '').join(' ');
      const verdicts: readonly Verdict[] = [{ kind: 'reject', ...(how !== '' && { how }) }];
      return [verdict(() => verdicts)];
    }
    case 'jump':
    case 'goto': {
      const verdicts: readonly Verdict[] = [{ kind, chain: textOf(fields['target']) }];
      return [verdict(() => verdicts)];
    }
    case 'vmap':
      return [vmap(fields, context)];
    case 'mangle':
      return [mangle(fields, context)];
    case 'notrack':
      return [{ kind: 'change', target: kind, change: untracked }];
    case 'dnat':
    case 'redirect':
    case 'snat':
    case 'masquerade':
      return nat(kind, fields, context);
    default: {
      const verdicts: readonly Verdict[] = [{ kind: 'other', target: kind }, { kind: 'continue' }];
      return [verdict(() => verdicts)];
    }
  }
}

/** `tcp dport vmap { 22 : drop, 80 : jump web }`: the first element that the field meets; none, and the rule goes on. */
function vmap(fields: Readonly<Record<string, unknown>>, { around, named }: Context): Step {
  const read = nftField(fields['key'], around);
  const elements = elementsOf(fields['data'], named);
  if (elements === undefined) return test(() => undefined);
  const pairs = elements.map((element) => ({ key: keyOf(element), verdict: verdictOf(valueOf(element)) }));
  return verdict((packet) => {
    const field = read(packet);
    const chosen: Verdict[] = [];
    for (const { key, verdict: held } of pairs) {
      const answer = meetsElement(field, key);
      if (answer === false) continue;
      chosen.push(held);
      if (answer === true) return chosen;
    }
    return [...chosen, { kind: 'continue' }];
  });
}

function elementsOf(data: unknown, named: NamedElements): readonly unknown[] | undefined {
  if (typeof data === 'string' && data.startsWith('@')) return named(data.slice(1))?.elements;
  const [kind, content] = kindOf(data);
  return kind === 'set' ? listOf(content) : undefined;
}

function valueOf(element: unknown): unknown {
  return listOf(element)?.[1];
}

function verdictOf(value: unknown): Verdict {
  const [kind, content] = kindOf(value);
  switch (kind) {
    case 'accept':
    case 'drop':
    case 'return':
    case 'continue':
      return { kind };
    case 'jump':
    case 'goto':
      return { kind, chain: textOf(fieldsOf(content)['target']) };
    default:
      return { kind: 'other', target: kind };
  }
}

/** Marks are followed; other fields (TTL, DSCP, the size of segments) decide no later rule here. */
function mangle(fields: Readonly<Record<string, unknown>>, { around }: Context): Step {
  const [kind, content] = kindOf(fields['key']);
  const key = textOf(fieldsOf(content)['key']);
  const value = nftOperand(fields['value'], around);
  const isMark = key === 'mark' && (kind === 'meta' || kind === 'ct');
  return {
    kind: 'change',
    target: 'mangle',
    change: (packet) => {
      if (!isMark)
        return kind === 'payload' && /addr|port/.test(textOf(fieldsOf(content)['field']))
          ? undefined
          : packet;
      if (kind === 'ct' && !packet.tracked) return packet;
      const mark = value(packet, (text) => (/^(\d+|0x[0-9a-f]+)$/i.test(text) ? Number(text) : undefined));
      if (mark === undefined) return undefined;
      return kind === 'meta' ? withMark(packet, Number(mark)) : changed(packet, { connmark: Number(mark) });
    },
  };
}

function nat(
  kind: 'dnat' | 'redirect' | 'snat' | 'masquerade',
  fields: Readonly<Record<string, unknown>>,
  { around, named }: Context,
): readonly Step[] {
  const other: readonly Verdict[] = [{ kind: 'other', target: kind }];
  const [addressKind, map] = kindOf(fields['addr']);
  // An `ip` translation of an inet table is for IPv4 alone.
  const family = textOf(fields['family']);
  const ofFamily = test((packet) => family === '' || family === (packet.family === 4 ? 'ip' : 'ip6'));
  if (addressKind === 'map') {
    const { key, data } = fieldsOf(map);
    const read = nftField(key, around);
    const elements = elementsOf(data, named);
    if (elements === undefined || kind !== 'dnat') return [ofFamily, verdict(() => other)];
    const find = (packet: Seen) => {
      const field = read(packet);
      return elements.find((element) => meetsElement(field, keyOf(element)) !== false);
    };
    return [
      ofFamily,
      // An address that the map does not hold ends the rule.
      test((packet) => find(packet) !== undefined),
      verdict((packet) => {
        const element = find(packet);
        if (meetsElement(read(packet), keyOf(element)) !== true) return other;
        return [toDestination(packet, targetText(valueOf(element), fields['port']), around)];
      }),
    ];
  }
  const to = targetText(fields['addr'], fields['port']);
  switch (kind) {
    case 'dnat':
      return [ofFamily, verdict((packet) => [toDestination(packet, to, around)])];
    case 'redirect':
      return [ofFamily, verdict((packet) => [redirected(packet, to.replace(/^:/, ''), around)])];
    case 'snat':
      return [
        ofFamily,
        verdict((packet) => [translateSource(packet, parseNatTarget(to)?.address, { target: 'snat', to })]),
      ];
    case 'masquerade':
      return [ofFamily, verdict((packet) => [masqueraded(packet, to, around)])];
  }
  return kind satisfies never;
}

function toDestination(packet: Seen, to: string, around: Surroundings): Verdict {
  const target = parseNatTarget(to);
  if (target === undefined) return { kind: 'other', target: 'dnat' };
  return translateDestination(packet, target, { target: 'dnat', to }, around);
}

/** As iptables writes it: `10.0.0.2:80`, `[fd00::2]:80`, `:80-90`; what this model does not read becomes `?`. */
function targetText(address: unknown, port: unknown): string {
  const [kind, content] = kindOf(address);
  const parts = kind === 'concat' ? (listOf(content) ?? []) : [address];
  const host = address === undefined ? '' : rangeText(parts[0]);
  const of = parts[1] ?? port;
  const ports = of === undefined ? '' : `:${rangeText(of)}`;
  return host.includes(':') ? `[${host}]${ports}` : `${host}${ports}`;
}

function rangeText(value: unknown): string {
  const [kind, content] = kindOf(value);
  if (kind === 'range') return (listOf(content) ?? []).map(textOf).join('-');
  return textOf(value) || '?';
}
