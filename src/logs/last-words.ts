import type { LogLine } from '../report/logs.ts';

const KEPT = 40;
const AT_ONCE_MS = 2_000;

/** What a program said last, whatever it was: many die without the word "error". */
export function createLastWords() {
  const ring: LogLine[] = [];
  let next = 0;

  function take(line: LogLine): void {
    ring[next] = line;
    next = (next + 1) % KEPT;
  }

  /** What came after this line, if that was within the last words. */
  function after(line: LogLine | undefined): readonly LogLine[] {
    const all = [...ring.slice(next), ...ring.slice(0, next)];
    const at = line === undefined ? -1 : all.lastIndexOf(line);
    return at < 0 ? [] : withoutBlankEnds(all.slice(at + 1));
  }

  /** Not before `since`: another run ended before that. */
  function lines(since: number): readonly LogLine[] {
    const all = [...ring.slice(next), ...ring.slice(0, next)].filter((line) => !(msOf(line) < since));
    const last = all.findLast(isSaid);
    if (last === undefined) return [];
    const end = msOf(last);
    // A loop says the same each time: the last round begins after the same line.
    const round = all.slice(0, all.lastIndexOf(last)).findLastIndex(({ text }) => text === last.text);
    const atOnce = all.slice(round + 1).filter((line) => !(end - msOf(line) > AT_ONCE_MS));
    const errors = atOnce.filter(({ stream }) => stream === 'stderr');
    return withoutBlankEnds(errors.some(isSaid) ? errors : atOnce);
  }

  return { take, after, lines };
}

/** NaN where the driver keeps no times: it compares as false. */
function msOf({ at }: LogLine): number {
  return at === undefined ? Number.NaN : Date.parse(at);
}

function isSaid({ text }: LogLine): boolean {
  return text.trim() !== '';
}

function withoutBlankEnds(lines: readonly LogLine[]): readonly LogLine[] {
  const first = lines.findIndex(isSaid);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isSaid) + 1);
}
