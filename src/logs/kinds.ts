import { readLevel, type Level } from './level.ts';
import { maskedWords } from './masked-words.ts';
import { roleOf, type Role } from './role.ts';
import type { Seen } from './seen.ts';
import { signatureOf, type Signature } from './signature.ts';
import type { Template } from './templates.ts';
import { createVariableFinder } from './variables.ts';

/** What is known of all lines that are equal but for their variable parts. */
export interface Kind {
  readonly role: Role;
  readonly level: Level;
  /** It names its level itself. */
  readonly stated: boolean;
  /** It begins with a timestamp of its own. */
  readonly stamped: boolean;
  /** It carries a stack trace in one of its fields. */
  readonly traced: boolean;
  readonly words: readonly string[];
  /** The pattern that it was found to be of. */
  template: Template<Seen> | undefined;
}

export interface Kinds {
  /** `from` is where the line's own timestamp ends. */
  of(text: string, from: number): Kind;
  /** Of a program that logs objects: the kind is that of its message. */
  ofRecord(message: string, fields: { level?: Level; traced: boolean }): Kind;
}

/** A power of two. Two kinds that fall on one place push each other out: that costs time, nothing else. */
const PLACES = 8_192;

/**
 * Most lines of a log are of a kind that was there before: what takes long is done once for each kind, and found again by the
 * signature of what does not vary.
 */
export function createKinds(): Kinds {
  const lows = new Int32Array(PLACES);
  const highs = new Int32Array(PLACES);
  const kinds: (Kind | undefined)[] = Array.from({ length: PLACES });
  const findVariables = createVariableFinder();
  const signature: Signature = { low: 0, high: 0 };

  function remembered(text: string, from: number, seed: number, judge: (words: readonly string[]) => Kind) {
    const variables = findVariables(text, from);
    signatureOf(text, from, variables, signature);
    const low = signature.low ^ Math.imul(seed, 0x9e3779b1);
    const { high } = signature;
    const place = (low ^ (low >>> 15)) & (PLACES - 1);
    const wasSeen = lows[place] === low && highs[place] === high;
    const known = wasSeen ? kinds[place] : undefined;
    if (known !== undefined) return known;
    const kind = judge(maskedWords(text, from, variables));
    lows[place] = low;
    highs[place] = high;
    // What comes a second time is kept: of a log whose lines are all unique it would be thousands for nothing.
    kinds[place] = wasSeen ? kind : undefined;
    return kind;
  }

  function of(text: string, from: number): Kind {
    return remembered(text, from, from === 0 ? 1 : 2, (words) => ({
      role: roleOf(text, from),
      ...readLevel(text),
      stamped: from > 0,
      traced: false,
      words: opensBracket(text, from) ? [`[${words[0] ?? ''}`, ...words.slice(1)] : words,
      template: undefined,
    }));
  }

  function ofRecord(message: string, { level, traced }: { level?: Level; traced: boolean }): Kind {
    const seed = SEEDS.indexOf(level) * 2 + (traced ? 1 : 0) + 3;
    return remembered(message, 0, seed, (words) => ({
      role: 'record',
      level: level ?? readLevel(message).level,
      stated: level !== undefined,
      stamped: true,
      traced,
      words,
      template: undefined,
    }));
  }

  return { of, ofRecord };
}

const SEEDS: readonly (Level | undefined)[] = [undefined, 'error', 'warning', 'other'];

/** `[10:00:00 INF] …`: the bracket went with the time. */
function opensBracket(text: string, from: number): boolean {
  return from > 0 && text.lastIndexOf('[', from - 1) > text.lastIndexOf(']', from - 1);
}
