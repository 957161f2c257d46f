import type { LogLine } from '../report/logs.ts';
import type { LogSource } from './log-entries.ts';

/** Lines before one that is let through, which go with it: a secret may have begun there. */
const LINES_BEFORE = 8;
const HEAD = /-----? ?BEGIN /;
/** Of a block that has no end. */
const MOST_OF_BLOCK = 400;

/** Says of a line's bytes, read as latin1, whether anybody may look for it; a RegExp does. */
export interface LineHint {
  test(raw: string): boolean;
}

/**
 * Drops lines in which nothing was found that is looked for, before they cost anything. Whoever masks what is let
 * through must see a secret of many lines from its beginning, so that lines come with those before them, and a key in
 * PEM comes whole.
 */
export interface Sieve {
  /**
   * @param raw bytes of the line as latin1, with or without its time stamp
   * @param toLine makes the line of its bytes
   */
  sift(source: LogSource, raw: string, toLine: (raw: string) => LogLine, into: LogLine[]): void;
}

export function createSieve(hint: LineHint): Sieve {
  const before = new Map<LogSource, string[]>();
  const blocks = new Map<LogSource, number>();

  return {
    sift(source, raw, toLine, into) {
      const block = blocks.get(source) ?? 0;
      if (block > 0) blocks.set(source, goesOn(raw) ? block - 1 : 0);
      else if (!hint.test(raw) && !(raw.includes('----') && HEAD.test(raw))) {
        const last = before.get(source);
        if (last === undefined) before.set(source, [raw]);
        else if (last.push(raw) > 4 * LINES_BEFORE) last.splice(0, last.length - LINES_BEFORE);
        return;
      } else if (beginsBlock(raw)) blocks.set(source, MOST_OF_BLOCK);
      const last = before.get(source);
      if (last !== undefined) {
        for (const one of last.slice(-LINES_BEFORE)) into.push(toLine(one));
        before.delete(source);
      }
      into.push(toLine(raw));
    },
  };
}

/** The head of a key in PEM, or a line of base64, which may be of a key whose head is too far above. */
function beginsBlock(raw: string): boolean {
  return HEAD.test(raw) || goesOn(raw);
}

function goesOn(raw: string): boolean {
  return (
    !/-----? ?END /.test(raw) &&
    /(?:[A-Za-z0-9+/=]{16}|BEGIN [A-Z0-9 ]+-{4,5}|^[A-Za-z0-9+/=]+|: [^ ]+)\s*$/.test(raw)
  );
}
