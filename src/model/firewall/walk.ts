import type { Seen } from './packet.ts';
import type { Decider, Program, ProgramChain, ProgramTable, Verdict } from './program.ts';

/** A packet as it may be at some point of its way, and the rules of which it is not known whether they held for it. */
export interface Way {
  readonly packet: Seen;
  readonly doubts: readonly Decider[];
  /** Rules that translated its addresses. */
  readonly translations: readonly Translation[];
}

export interface Translation {
  readonly kind: 'dnat' | 'snat';
  /** DNAT, REDIRECT, SNAT, MASQUERADE */
  readonly target: string;
  /** As the rule writes it: `172.17.0.2:9000`; empty where it writes nothing. */
  readonly to: string;
  readonly by: Decider;
}

export interface WayEnd extends Way {
  readonly kind: 'accept' | 'drop' | 'reject' | 'other';
  readonly by: Decider;
  /** Of `other`: the target; of a reject: how. */
  readonly target?: string;
}

/** Chains can't loop (the kernel refuses that), but a recorded file could. */
const DEEPEST = 32;
/** Packets that differ only in what unsure rules made of them; more are not followed. */
const MOST_WAYS = 32;

/**
 * All ways in which packets may leave a base chain. Where a rule is not understood both continuations are followed, side by
 * side: the work grows with the number of rules, not with the number of combinations.
 */
export function walkBaseChain(
  table: ProgramTable,
  chain: ProgramChain,
  ways: readonly Way[],
): readonly WayEnd[] {
  const ends: WayEnd[] = [];
  const left = walkChain(table, chain, ways, ends, 0);
  for (const way of left) ends.push({ ...way, kind: chain.policy, by: chain.byPolicy });
  return distinctEnds(ends);
}

/** Answers the ways that return or fall through; the others end up in `ends`. */
function walkChain(
  table: ProgramTable,
  chain: ProgramChain,
  entering: readonly Way[],
  ends: WayEnd[],
  depth: number,
): readonly Way[] {
  let ways = entering;
  const left: Way[] = [];
  for (const run of chain.runs) {
    const [first] = ways;
    if (first === undefined) break;
    // Ways may differ in what the run is found by.
    for (const rule of ways.length === 1 ? run.rulesFor(first.packet) : run.rules) {
      const [only] = ways;
      if (only === undefined) break;
      // Nearly always there is one way and the rule is for other packets.
      if (ways.length === 1 && allHold(rule, only.packet) === false) continue;
      const next: Way[] = [];
      for (const way of ways) applyRule({ table, ends, left, next, depth }, rule, way);
      ways = distinctWays(next, ends, rule.by);
    }
  }
  return left.length === 0 ? ways : [...left, ...ways];
}

function allHold({ tests }: Program, packet: Seen): boolean | undefined {
  let answer: boolean | undefined = true;
  for (const test of tests) {
    const held = test(packet);
    if (held === false) return false;
    if (held === undefined) answer = undefined;
  }
  return answer;
}

interface Place {
  readonly table: ProgramTable;
  readonly ends: WayEnd[];
  /** Ways that leave the chain. */
  readonly left: Way[];
  /** Ways that go on at the next rule. */
  readonly next: Way[];
  readonly depth: number;
}

function applyRule(place: Place, rule: Program, way: Way): void {
  const holds = allHold(rule, way.packet);
  if (holds === false || rule.steps.length === 0) {
    place.next.push(way);
    return;
  }
  let here = way;
  const mayMiss = () => {
    place.next.push(here.doubts.includes(rule.by) ? here : { ...here, doubts: [...here.doubts, rule.by] });
    here = { ...here, doubts: place.next.at(-1)?.doubts ?? here.doubts };
  };
  if (holds === undefined) mayMiss();
  for (const step of rule.steps) {
    switch (step.kind) {
      case 'test': {
        const held = step.holds(here.packet);
        if (held === false) {
          place.next.push(here);
          return;
        }
        if (held === undefined) mayMiss();
        continue;
      }
      case 'change': {
        const packet = step.change(here.packet);
        if (packet === undefined) {
          place.ends.push({ ...here, kind: 'other', target: step.target, by: rule.by });
          return;
        }
        if (packet !== here.packet) here = { ...here, packet };
        continue;
      }
      case 'verdict': {
        const verdicts = step.choose(here.packet);
        if (verdicts.length > 1) here = { ...here, doubts: [...here.doubts, rule.by] };
        const goesOn = verdicts.filter((verdict) => !settle(place, rule.by, here, verdict));
        if (goesOn.length === 0) return;
        continue;
      }
    }
    return step satisfies never;
  }
  place.next.push(here);
}

/** False where the rule goes on with its next step. */
function settle(place: Place, by: Decider, way: Way, verdict: Verdict): boolean {
  switch (verdict.kind) {
    case 'continue':
      return false;
    case 'return':
      place.left.push(way);
      return true;
    case 'accept':
    case 'drop':
      place.ends.push({ ...way, kind: verdict.kind, by });
      return true;
    case 'reject':
      place.ends.push({
        ...way,
        kind: 'reject',
        by,
        ...(verdict.how !== undefined && { target: verdict.how }),
      });
      return true;
    case 'other':
      place.ends.push({ ...way, kind: 'other', target: verdict.target, by });
      return true;
    case 'dnat':
    case 'snat': {
      const { kind, target, to, packet } = verdict;
      const translations = [...way.translations, { kind, target, to, by }];
      place.ends.push({ ...way, packet, translations, kind: 'accept', by });
      return true;
    }
    case 'jump':
    case 'goto': {
      const chain = place.table.chains.get(verdict.chain);
      if (chain === undefined || place.depth >= DEEPEST) {
        place.ends.push({ ...way, kind: 'other', target: verdict.chain, by });
        return true;
      }
      const back = walkChain(place.table, chain, [way], place.ends, place.depth + 1);
      (verdict.kind === 'goto' ? place.left : place.next).push(...back);
      return true;
    }
  }
  return verdict satisfies never;
}

function distinctWays(ways: Way[], ends: WayEnd[], by: Decider): readonly Way[] {
  if (ways.length < 2) return ways;
  const kept = new Map<string, Way>();
  const known = new Set<Seen>();
  for (const way of ways) {
    if (known.has(way.packet)) continue;
    known.add(way.packet);
    const key = keyOf(way.packet);
    if (!kept.has(key)) kept.set(key, way);
  }
  const all = [...kept.values()];
  const [, ...beyond] = all.slice(MOST_WAYS - 1);
  for (const way of beyond) ends.push({ ...way, kind: 'other', target: 'too many possibilities', by });
  return all.slice(0, MOST_WAYS);
}

export function distinctEnds(ends: readonly WayEnd[]): readonly WayEnd[] {
  if (ends.length < 2) return ends;
  const kept = new Map<string, WayEnd>();
  for (const end of ends) {
    const key = `${end.kind} ${end.by.table} ${end.by.chain} ${end.by.text} ${keyOf(end.packet)}`;
    if (!kept.has(key)) kept.set(key, end);
  }
  return [...kept.values()];
}

/** Everything that rules can change. */
function keyOf({ packet }: Seen): string {
  const { from, to, port, sourcePort, mark, connmark, states } = packet;
  return [from, to, port, sourcePort, mark, connmark, states.join('+')].join(' ');
}
