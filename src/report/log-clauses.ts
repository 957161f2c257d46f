import { readPattern } from '../patterns/read-pattern.ts';
import { say, type Text } from '../text/say.ts';
import { isOnly, keywordOf, type Keyword } from './log-keywords.ts';
import { readDuration, readTime } from './log-times.ts';
import { inQuotes, type Word } from './log-words.ts';
import type { LogQuery } from './logs.ts';

const FOLLOW_MS = 120_000;
const MOST_TAIL = 10_000;

export interface FollowBound {
  readonly mostMs: number;
  /** A sentence, and what to type behind `follow` instead. */
  readonly tooLong: Text;
  readonly instead: string;
}

/** What has been read so far. */
export interface Draft {
  /** The longest that a log is followed where this is asked. */
  readonly follows: FollowBound;
  container?: string;
  host?: string;
  query: LogQuery;
  follow?: { ms: number; said: boolean };
}

/** Of a keyword: what it made of the words behind it: how many it took, or what is wrong with the first of them. */
export type Taken =
  | { readonly kind: 'taken'; readonly count: number }
  | {
      readonly kind: 'wrong';
      readonly sentence: Text;
      readonly example: string;
      /** How many words the example stands for, where it is not the first alone. */
      readonly replaces?: number;
    };

/** @param at of the word behind the keyword */
export function take(keyword: Keyword, draft: Draft, words: readonly Word[], at: number, now: Date): Taken {
  const word = words[at];
  switch (keyword) {
    case 'on':
      if (word === undefined || keywordOf(word) !== undefined)
        return wrong(say`Which host? \`on\` needs its name.`, 'hz-shop');
      draft.host = word.text;
      return took(1);
    case 'since':
      return takeSince(draft, words, at, now);
    case 'until': {
      const time = timeAt('until', words, at, now);
      if (time.kind === 'taken') draft.query.until = time.at.toISOString();
      return time;
    }
    case 'grep':
      return takePattern(draft, words, at, now);
    case 'tail': {
      const lines = linesIn(word);
      if (lines === undefined)
        return wrong(
          say`\`tail\` takes a number of lines from 1 to ${MOST_TAIL.toLocaleString('en-US')}.`,
          '200',
        );
      draft.query.tail = lines;
      return took(1);
    }
    case 'follow':
      return takeFollow(draft, words, at);
    case 'errors':
      draft.query.onlyErrors = true;
      return took(0);
  }
  return keyword satisfies never;
}

function linesIn(word: Word | undefined): number | undefined {
  const lines = /^\d{1,9}$/.test(word?.text ?? '') ? Number(word?.text) : 0;
  return lines >= 1 && lines <= MOST_TAIL ? lines : undefined;
}

function takeSince(draft: Draft, words: readonly Word[], at: number, now: Date): Taken {
  const word = words[at]?.text.toLowerCase() ?? '';
  if (/^(?:re)?start$/.test(word)) draft.query.sinceRestart = true;
  else if (/^deploy(?:ment)?$/.test(word)) draft.query.sinceDeploy = true;
  else {
    const time = timeAt('since', words, at, now);
    if (time.kind === 'taken') draft.query.since = time.at.toISOString();
    return time;
  }
  return took(1);
}

/** One word, or two: `2026-11-22 10:00`, `30 min`, `30m ago`. */
function timeAt(
  keyword: 'since' | 'until',
  words: readonly Word[],
  at: number,
  now: Date,
): (Taken & { kind: 'taken'; at: Date }) | (Taken & { kind: 'wrong' }) {
  const word = words[at];
  if (word === undefined || keywordOf(word) !== undefined) {
    return { kind: 'wrong', sentence: say`\`${keyword}\` needs a time behind it.`, example: '30m' };
  }
  const next = words[at + 1];
  const both = next === undefined ? undefined : readTime(`${word.text} ${next.text}`, now);
  if (both?.kind === 'at') return { kind: 'taken', count: 2, at: both.at };
  const time = readTime(word.text, now);
  if (time.kind === 'unclear') return { kind: 'wrong', sentence: time.sentence, example: time.example };
  return { kind: 'taken', count: next?.text.toLowerCase() === 'ago' ? 2 : 1, at: time.at };
}

function takePattern(draft: Draft, words: readonly Word[], at: number, now: Date): Taken {
  const first = words[at];
  if (first === undefined || first.text === '')
    return wrong(say`\`grep\` needs a pattern behind it.`, '"error: 40"');
  let end = at + 1;
  if (!first.quoted) while (words[end] !== undefined && !beginsClause(words, end, draft, now)) end += 1;
  const [head, ...rest] = words.slice(at, end);
  const pattern =
    rest.length === 0 ? first.text : [head?.raw, ...rest.map(({ before, raw }) => before + raw)].join('');
  // Now, and not when the container is found at last.
  const read = readPattern(pattern);
  if (read.kind === 'mistake') {
    const { sentence, literally } = read;
    const example = literally === undefined ? undefined : inQuotes(literally);
    return { kind: 'wrong', sentence, example: example ?? '"error: 40"', replaces: end - at };
  }
  draft.query.grep = pattern;
  return took(end - at);
}

/** A keyword ends a pattern only where what follows it fits: `grep tail recursion since 1h` looks for `tail recursion`. */
function beginsClause(words: readonly Word[], at: number, { follows }: Draft, now: Date): boolean {
  const keyword = keywordOf(words[at]);
  if (keyword === undefined) return isOnly(words[at]) && keywordOf(words[at + 1]) === 'errors';
  const draft: Draft = { query: {}, follows };
  return keyword !== 'grep' && take(keyword, draft, words, at + 1, now).kind === 'taken';
}

function takeFollow(draft: Draft, words: readonly Word[], at: number): Taken {
  const word = words[at]?.text ?? '';
  const next = words[at + 1]?.text ?? '';
  const two = readDuration(`${word} ${next}`);
  const ms = two ?? readDuration(word);
  if (ms === undefined) {
    if (/^\d/.test(word)) return wrong(say`\`follow\` takes a time such as 30s or 2m.`, '2m');
    draft.follow = { ms: FOLLOW_MS, said: false };
    return took(0);
  }
  if (ms > draft.follows.mostMs) {
    const { tooLong, instead } = draft.follows;
    return { kind: 'wrong', sentence: tooLong, example: instead, replaces: two === undefined ? 1 : 2 };
  }
  draft.follow = { ms, said: true };
  return took(two === undefined ? 1 : 2);
}

function took(count: number): Taken {
  return { kind: 'taken', count };
}

function wrong(sentence: Text, example: string): Taken {
  return { kind: 'wrong', sentence, example };
}
