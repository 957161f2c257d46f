import { take, type Draft, type FollowBound } from './log-clauses.ts';
import { isOnly, keywordOf, nearest, separated, type Keyword } from './log-keywords.ts';
import { splitWords, wordsOf, type Word } from './log-words.ts';
import { say, type Text } from '../text/say.ts';
import type { LogQuery } from './logs.ts';

/** What somebody wants to see of a container's log. */
export interface LogsAsked {
  /** As typed: a container's name or id, a compose service, a stack. */
  readonly container: string;
  readonly host?: string;
  readonly query: LogQuery;
  /** Show new lines as they come, for so many milliseconds. */
  readonly followMs?: number;
  /** With `followMs`: nobody said for how long, so that a terminal may go on. */
  readonly followsOn?: true;
}

export type ReadLogsWords =
  | { readonly kind: 'asked'; readonly asked: LogsAsked }
  /** `next`: the words to type instead, without the command in front of them. */
  | { readonly kind: 'mistake'; readonly sentence: Text; readonly next: string };

/** As help texts show it. */
export const LOGS_WORDS =
  '<container> [on <host>] [since 30m] [until 10m] [grep <pattern>] [errors] [tail 200] [follow 2m]';

/**
 * The words behind `/logs`: `topapi on hz-shop since 30m grep "error: 40" tail 200 follow 2m`. Those behind the container
 * may stand in any order; keywords may have dashes in front or `=` behind them. A pattern without quotes goes on to the next keyword.
 * @param now times are counted back from it
 * @param follows how long a log may be followed; an hour unless said
 */
export function readLogsWords(text: string, now: Date, follows: FollowBound = anHour): ReadLogsWords {
  const split = splitWords(text.trim());
  if (split.kind === 'unclosed') {
    const quote = split.quote;
    const trimmed = text.trim();
    return mistake(say`The quote ${quote} is not closed.`, `${trimmed}${CLOSED_BY[quote] ?? quote}`);
  }
  return readWords(split.words, now, follows);
}

/** The same for words that a shell has split: one with a space in it was in quotes. */
export function readLogsArguments(words: readonly string[], now: Date): ReadLogsWords {
  return readWords(wordsOf(words), now, anHour);
}

const anHour: FollowBound = {
  mostMs: 3_600_000,
  tooLong: say`A log is followed for an hour at most.`,
  instead: '1h',
};

const CLOSED_BY: Readonly<Record<string, string>> = { '“': '”', '„': '“', '‘': '’', '«': '»' };

function readWords(given: readonly Word[], now: Date, follows: FollowBound): ReadLogsWords {
  const words = separated(given);
  const draft: Draft = { query: {}, follows };
  const seen = new Set<Keyword>();
  for (let at = 0; at < words.length;) {
    const word = words[at];
    if (word === undefined) break;
    // `only errors` and `errors only` are how people say it.
    if (isOnly(word) && (keywordOf(words[at + 1]) === 'errors' || keywordOf(words[at - 1]) === 'errors')) {
      at += 1;
      continue;
    }
    const keyword = keywordOf(word);
    if (keyword === undefined) {
      const unclear = takeContainer(draft, word, words, at);
      if (unclear !== undefined) return unclear;
      at += 1;
      continue;
    }
    if (seen.has(keyword))
      return mistake(say`${word.raw} stands there twice.`, typed(words.slice(0, at), at, 0, ''));
    seen.add(keyword);
    const taken = take(keyword, draft, words, at + 1, now);
    if (taken.kind === 'wrong') {
      const missing = words[at + 1] === undefined || keywordOf(words[at + 1]) !== undefined;
      const replaces = taken.replaces ?? (missing ? 0 : 1);
      return mistake(taken.sentence, typed(words, at + 1, replaces, taken.example));
    }
    at += 1 + taken.count;
  }
  return finished(draft);
}

function finished({ container, host, query, follow }: Draft): ReadLogsWords {
  if (container === undefined) return mistake(say`Which container?`, 'topapi since 30m');
  const { since, until } = query;
  if (since !== undefined && until !== undefined && since >= until)
    return mistake(say`\`until\` lies before \`since\`.`, `${container} since 2h until 1h`);
  if (follow !== undefined && until !== undefined)
    return mistake(say`A log can be followed only from now on, not \`until\` a time.`, `${container} follow`);
  return {
    kind: 'asked',
    asked: {
      container,
      query,
      ...(host !== undefined && { host }),
      ...(follow !== undefined && { followMs: follow.ms, ...(!follow.said && { followsOn: true as const }) }),
    },
  };
}

/** What Docker takes for a name, and what compose and stacks make of theirs (`shop/web`); an id is one too. */
const NAME = /^[a-zA-Z0-9][\w./-]{0,199}$/;

function takeContainer(
  draft: Draft,
  word: Word,
  words: readonly Word[],
  at: number,
): ReadLogsWords | undefined {
  // The daemon writes a slash in front, and so do those who copy it from there.
  const text = word.text.replace(/^\//, '');
  if (draft.container === undefined) {
    if (!NAME.test(text)) {
      return mistake(
        say`${quotedShort(word.text)} can be no container's name.`,
        typed(words, at, 1, 'topapi'),
      );
    }
    draft.container = text;
    return undefined;
  }
  const meant = nearest(word.text);
  if (meant !== undefined)
    return mistake(say`${word.text} is no word that /logs knows: ${meant}?`, typed(words, at, 1, meant));
  return mistake(
    say`${quotedShort(word.text)}: what is it? The container is ${draft.container}; a host stands behind \`on\`, a pattern behind \`grep\`.`,
    NAME.test(word.text) ? typed(words, at, 1, `on ${word.text}`) : typed(words, at, 1, `grep ${word.raw}`),
  );
}

/** All words as they stand there, but for `count` of them. */
function typed(words: readonly Word[], at: number, count: number, instead: string): string {
  const raws = words.map(({ raw }) => raw);
  return [...raws.slice(0, at), instead, ...raws.slice(at + count)].filter((raw) => raw !== '').join(' ');
}

function quotedShort(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

function mistake(sentence: Text, next: string): ReadLogsWords {
  return { kind: 'mistake', sentence, next };
}
