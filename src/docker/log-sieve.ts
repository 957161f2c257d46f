import type { LogLine } from '../report/logs.ts';
import { blockFrom, mayBeginBlock, type Block } from './log-blocks.ts';
import type { LogSource } from './log-entries.ts';

/** Lines before one that is let through, which go with it: a name may stand there whose secret follows. */
const LINES_BEFORE = 8;
/** Of a block that has no end. The longest key, of 16,384 bits, is some 220 lines. */
const MOST_OF_BLOCK = 400;

/** Says of a line's bytes, read as latin1, whether anybody may look for it. */
export interface LineHint {
  test(raw: string): boolean;
}

/**
 * Drops lines in which nothing was found that is looked for, before they cost anything. Whoever masks what is let through
 * must see a secret of many lines from its beginning, so that lines come with those before them, and blocks come whole.
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
  const blocks = new Map<LogSource, { readonly block: Block; left: number }>();

  /** Whether the line belongs to a block that came before. */
  function goesOn(source: LogSource, raw: string): boolean {
    const open = blocks.get(source);
    if (open === undefined) return false;
    const said = open.left-- > 0 ? open.block(withoutStamp(raw)) : 'no';
    if (said !== 'more') blocks.delete(source);
    return said !== 'no';
  }

  return {
    sift(source, raw, toLine, into) {
      if (blocks.size > 0 && goesOn(source, raw)) {
        into.push(toLine(raw));
        return;
      }
      const last = before.get(source);
      if (!hint.test(raw) && !mayBeginBlock(raw)) {
        if (last === undefined) before.set(source, [raw]);
        else if (last.push(raw) > 4 * LINES_BEFORE) last.splice(0, last.length - LINES_BEFORE);
        return;
      }
      const block = blockFrom(withoutStamp(raw));
      if (block) blocks.set(source, { block, left: MOST_OF_BLOCK });
      for (const one of last?.slice(-LINES_BEFORE) ?? []) into.push(toLine(one));
      before.delete(source);
      into.push(toLine(raw));
    },
  };
}

function withoutStamp(raw: string): string {
  return raw.replace(/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d) /, '');
}
