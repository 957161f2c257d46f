import { nearMatches } from '../hosts/inventory.ts';
import { QUIET_MOST_MS, type Quiet } from '../report/watch.ts';
import { say, sentences } from '../text/say.ts';
import { covers, type Watchable } from './cover.ts';
import { readSpan, type ReadSpan } from './words-span.ts';
import { instead, namesOf, readName, shown, unclear, wordsIn, type Unclear } from './words-common.ts';

export type QuietWords =
  | { readonly kind: 'quiet'; readonly on: string; readonly forMs: number; readonly because: string }
  | { readonly kind: 'end'; /** One or more. */ readonly quiets: readonly Quiet[] }
  | { readonly kind: 'list' }
  | Unclear;

/** A reason stands in lists, among others. */
const longestReason = 200;

/**
 * What stands behind `/quiet`: `<host | tag> for 2h because …`, `list`, or `end <host | tag>`.
 * @param text as whoever makes Slack's text plain left it
 * @param quiets those that have not ended
 */
export function readQuietWords(
  text: string,
  quiets: readonly Quiet[],
  hosts: readonly Watchable[],
): QuietWords {
  const words = wordsIn(text);
  const [first, ...rest] = words;
  if (words.length === 1 && first?.toLowerCase() === 'list') return { kind: 'list' };
  if (first?.toLowerCase() === 'end') return readEnd(rest, quiets, hosts);
  const read = readName(first, namesOf(hosts), example);
  return read.kind === 'unclear' ? read : readTimeAndReason(read.name, rest, instead(example(read.name)));
}

function readTimeAndReason(on: string, words: readonly string[], next: Unclear['next']): QuietWords {
  const { time, reason, wrong } = apart(words);
  if (wrong !== undefined) return unclear(say`${shown(wrong)} is no time.`, next);
  if (time === undefined) return unclear(say`For how long is ${on} to be quiet?`, next);
  const because = reason.join(' ');
  if (time.ms > QUIET_MOST_MS) {
    const reasonAgain = because.slice(0, longestReason) || 'Docker is updated';
    return unclear(
      say`Nothing is kept quiet for more than 14 days at a time.`,
      instead(`/quiet ${on} for 14d because ${reasonAgain}`),
    );
  }
  if (because === '') return unclear(say`Why? Whoever wonders about the silence reads it.`, next);
  if (because.length > longestReason) {
    return unclear(say`A reason has ${longestReason} characters at most.`, next);
  }
  return { kind: 'quiet', on, forMs: time.ms, because };
}

interface Apart {
  readonly time?: ReadSpan;
  readonly reason: readonly string[];
  /** Stands where a time should. */
  readonly wrong?: string;
}

function example(on: string): string {
  return `/quiet ${on} for 2h because Docker is updated`;
}

/** `for 2h because …`, or the other way round; people leave out either word. */
function apart(words: readonly string[]): Apart {
  const isFor = words[0]?.toLowerCase() === 'for';
  const behind = isFor ? words.slice(1) : words;
  const time = readSpan(behind);
  if (time !== undefined) {
    const rest = behind.slice(time.length);
    return { time, reason: isBecause(rest[0]) ? rest.slice(1) : rest };
  }
  if (isFor && behind.length > 0) return { reason: [], wrong: behind.slice(0, 3).join(' ') };
  const last = words.findLastIndex((word) => word.toLowerCase() === 'for');
  const atTheEnd = last === -1 ? undefined : readSpan(words.slice(last + 1));
  return isBecause(words[0]) && atTheEnd?.length === words.length - last - 1
    ? { time: atTheEnd, reason: words.slice(1, last) }
    : { reason: [] };
}

function isBecause(word: string | undefined): boolean {
  return word?.toLowerCase() === 'because';
}

function readEnd(
  words: readonly string[],
  quiets: readonly Quiet[],
  hosts: readonly Watchable[],
): QuietWords {
  const [word, ...more] = words;
  const [some] = quiets;
  if (some === undefined) return unclear(say`Nothing is kept quiet.`, instead('/quiet list'));
  if (word === undefined) return unclear(say`Which host, or which tag?`, instead(`/quiet end ${some.on}`));
  if (more.length > 0) {
    return unclear(
      say`That is more than one name: ${shown(words.join(' '))}.`,
      instead(`/quiet end ${some.on}`),
    );
  }
  const named = quiets.filter(({ id, on }) => on === word || id === word);
  if (named.length > 0) return { kind: 'end', quiets: named };
  const host = hosts.find(({ name }) => name === word);
  const tag = host && quiets.find((quiet) => covers(quiet, host, hosts));
  if (tag) {
    return unclear(
      say`${word} is quiet because it has the tag ${tag.on}.`,
      say`To end that for all that have it, type ${`/quiet end ${tag.on}`}`,
    );
  }
  const [near] = nearMatches(word.slice(0, 200), [...new Set(quiets.map(({ on }) => on))]);
  const sentence = say`${shown(word)} is not kept quiet.`;
  return near === undefined
    ? unclear(sentence, instead('/quiet list'))
    : unclear(sentences(sentence, say`Did you mean ${near}?`), instead(`/quiet end ${near}`));
}
