import type { Seen } from './packet.ts';
import type { KeyField, Program } from './program.ts';

/** Rules that stand together, in order. */
export interface Run {
  /** The rules that may hold for a packet; all of them where its value is not known. */
  rulesFor(packet: Seen): readonly Program[];
  readonly rules: readonly Program[];
}

const FIELDS: readonly KeyField[] = ['from', 'to', 'port', 'iif', 'oif'];
/** A shorter run is looked through faster than it is found in. */
const WORTHWHILE = 8;

/** Ban lists and Docker's chains are hundreds of rules for one sender, one port, one address each. */
export function runsOf(rules: readonly Program[]): readonly Run[] {
  const runs: Run[] = [];
  let plain: Program[] = [];
  for (let at = 0; at < rules.length;) {
    const { field, end } = longest(rules, at);
    if (field === undefined || end - at < WORTHWHILE) {
      const rule = rules[at];
      if (rule !== undefined) plain.push(rule);
      at += 1;
      continue;
    }
    if (plain.length > 0) runs.push(plainRun(plain));
    plain = [];
    runs.push(indexedRun(rules.slice(at, end), field));
    at = end;
  }
  if (plain.length > 0) runs.push(plainRun(plain));
  return runs;
}

function longest(rules: readonly Program[], start: number): { field?: KeyField; end: number } {
  let best: { field?: KeyField; end: number } = { end: start };
  for (const field of FIELDS) {
    let end = start;
    while (rules[end]?.keys?.[field] !== undefined) end += 1;
    if (end > best.end) best = { field, end };
  }
  return best;
}

function plainRun(rules: readonly Program[]): Run {
  return { rules, rulesFor: () => rules };
}

function indexedRun(rules: readonly Program[], field: KeyField): Run {
  const byValue = new Map<unknown, Program[]>();
  for (const rule of rules) {
    const value = rule.keys?.[field];
    const same = byValue.get(value) ?? [];
    same.push(rule);
    byValue.set(value, same);
  }
  const none: readonly Program[] = [];
  return {
    rules,
    rulesFor: (packet) => {
      const value = valueOf(packet, field);
      return value === undefined ? rules : (byValue.get(value) ?? none);
    },
  };
}

/** Undefined: not known, which may be any. A device that a packet does not have is none. */
function valueOf({ packet, from, to }: Seen, field: KeyField): unknown {
  switch (field) {
    case 'from':
      return from;
    case 'to':
      return to;
    case 'port':
      return packet.port;
    case 'iif':
      return packet.iif ?? '';
    case 'oif':
      return packet.oif ?? '';
  }
  return field satisfies never;
}
