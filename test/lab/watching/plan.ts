import type { Random } from '../random.ts';
import { KINDS, type Kind } from './faults.ts';
import { HERRINGS, type Herring } from './herrings.ts';

/** Milliseconds since the run began. */
interface Span {
  readonly from: number;
  readonly to: number;
}

export interface PlannedFault extends Span {
  readonly host: number;
  readonly kind: Kind;
}

export interface PlannedHerring extends Span {
  readonly host: number;
  readonly herring: Herring;
}

export interface Plan {
  readonly faults: readonly PlannedFault[];
  readonly herrings: readonly PlannedHerring[];
}

export interface PlanOptions {
  readonly hosts: number;
  readonly lengthMs: number;
  /** Between two looks at a host. */
  readonly everyMs: number;
  /** When something happens to Ferryman itself: about then many hosts break with one cause, and others are mended. */
  readonly moments: readonly number[];
}

/** In intervals: how long a fault lasts at least, so that nobody may miss it; and how long its host is left well after it. */
const LASTS = 2.25;
const REST = 2;
/** The desk's own interval and a diagnosis or two, in milliseconds, beside the intervals. */
const MARGIN_MS = 20_000;

/** What comes three times within the hour flaps, which is another thing to tell. */
const MOST_OFTEN = 2;

/** Random times and hosts, some of them together, and never two faults on a host so close that one hides the other. */
export function drawPlan(random: Random, { hosts, lengthMs, everyMs, moments }: PlanOptions): Plan {
  const faults: PlannedFault[] = [];
  const lasts = Math.round(LASTS * everyMs) + MARGIN_MS;
  const rest = Math.round(REST * everyMs) + MARGIN_MS;
  const latest = lengthMs - rest;

  const isFree = (host: number, { from, to }: Span) =>
    to <= latest && faults.every((one) => one.host !== host || to + rest < one.from || one.to + rest < from);
  const mayHave = (host: number, { cause }: Kind) =>
    faults.filter((one) => one.host === host && one.kind.cause === cause).length < MOST_OFTEN;
  const add = (host: number, kind: Kind, span: Span) => {
    if (isFree(host, span) && mayHave(host, kind)) faults.push({ host, kind, ...span });
  };
  const spanFrom = (from: number) => ({ from, to: from + lasts + random.int(0, everyMs) });
  const shuffled = <T>(list: readonly T[]) =>
    list
      .map((item) => ({ item, key: random.int(0, 1_000_000) }))
      .toSorted((one, other) => one.key - other.key)
      .map(({ item }) => item);
  const all = Array.from({ length: hosts }, (_, host) => host);
  const kinds: Kind[] = [];
  /** Each comes up before any comes up again. */
  const nextKind = (): Kind => {
    if (kinds.length === 0) kinds.push(...shuffled(KINDS));
    const [kind] = kinds.splice(0, 1);
    if (kind === undefined) throw new Error('there are no kinds of faults');
    return kind;
  };

  for (const moment of moments) {
    const kind = nextKind();
    const some = shuffled(all);
    const third = Math.max(2, Math.round(hosts / 3));
    // One after the other within seconds, and mended at times of their own.
    const from = Math.max(0, moment - random.int(0, Math.round(everyMs / 2)));
    for (const host of some.slice(0, third)) add(host, kind, spanFrom(from + random.int(0, 5_000)));
    for (const host of some.slice(third, 2 * third)) {
      const to = moment + random.int(0, Math.round(everyMs / 2));
      const began = to - lasts - random.int(0, everyMs);
      if (began > 0) add(host, nextKind(), { from: began, to });
    }
  }
  for (const host of all) {
    for (let from = random.int(0, 2 * everyMs); from < latest; from += random.int(everyMs / 2, everyMs))
      add(host, nextKind(), spanFrom(from));
  }

  const herrings = all.flatMap((host) => {
    const own: PlannedHerring[] = [];
    let free = random.int(0, everyMs);
    while (free < lengthMs) {
      const span = { from: free, to: free + random.int(5_000, Math.max(6_000, everyMs / 2)) };
      // What a fault needs to be mended must not be in somebody else's hands.
      const away = faults.every(
        (one) => one.host !== host || span.to + 5_000 < one.from || one.to + everyMs < span.from,
      );
      if (away) own.push({ host, herring: random.pick(HERRINGS), ...span });
      free = span.to + random.int(everyMs / 2, 3 * everyMs);
    }
    return own;
  });
  return { faults: faults.toSorted((one, other) => one.from - other.from), herrings };
}
