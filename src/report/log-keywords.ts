import type { Word } from './log-words.ts';

/** What may stand behind a container. */
export type Keyword = 'on' | 'since' | 'until' | 'grep' | 'tail' | 'follow' | 'errors';

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  Object.entries({
    on: 'on',
    since: 'since',
    until: 'until',
    grep: 'grep',
    tail: 'tail',
    follow: 'follow',
    errors: 'errors',
    'only-errors': 'errors',
    '--host': 'on',
    '-n': 'tail',
    '-f': 'follow',
  } as const),
);

export function keywordOf(word: Word | undefined): Keyword | undefined {
  if (word === undefined || word.quoted) return undefined;
  const text = word.text.toLowerCase();
  // Phones turn two dashes into a long one.
  return KEYWORDS.get(text) ?? KEYWORDS.get(text.replace(/^(?:--|[–—])/, ''));
}

/** `only errors` is how people say it. */
export function isOnly(word: Word | undefined): boolean {
  return word !== undefined && !word.quoted && word.text.toLowerCase() === 'only';
}

/** `since=30m` and `--since=30m` are two words. */
export function separated(words: readonly Word[]): readonly Word[] {
  return words.flatMap((word) => {
    const [, keyword = '', value = ''] = /^([^=]+)=(.+)$/s.exec(word.text) ?? [];
    if (word.quoted || keyword === '' || keywordOf({ ...word, text: keyword }) === undefined) return [word];
    return [
      { ...word, text: keyword, raw: keyword },
      { text: value, raw: value, before: ' ', quoted: /\s/.test(value) },
    ];
  });
}

/** A keyword with one letter too many, too few, wrong or in the wrong place. */
export function nearest(text: string): Keyword | undefined {
  const word = text.toLowerCase().replace(/^[-–—]+/, '');
  return [...new Set(KEYWORDS.values())].find((keyword) => keyword.length > 3 && isSlip(word, keyword));
}

function isSlip(typedWord: string, meant: string): boolean {
  if (Math.abs(typedWord.length - meant.length) > 1) return false;
  let same = 0;
  while (same < meant.length && typedWord[same] === meant[same]) same += 1;
  const [left, right] = [typedWord.slice(same), meant.slice(same)];
  return (
    left.slice(1) === right ||
    left === right.slice(1) ||
    left.slice(1) === right.slice(1) ||
    (left.slice(2) === right.slice(2) && left[0] === right[1] && left[1] === right[0])
  );
}
