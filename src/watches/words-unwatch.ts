import { nearMatches } from '../hosts/inventory.ts';
import type { Watch } from '../report/watch.ts';
import { say, sentences } from '../text/say.ts';
import { covers, type Watchable } from './cover.ts';
import { instead, shown, unclear, wordsIn, type Unclear } from './words-common.ts';

export type UnwatchWords =
  | {
      readonly kind: 'unwatch';
      /** One or more, none of ferryman.yaml. */ readonly watches: readonly Watch[];
    }
  | Unclear;

/** What stands behind `/unwatch`: a host, a tag, or the id of a watch. What is watched may be gone from the inventory. */
export function readUnwatchWords(
  text: string,
  watches: readonly Watch[],
  hosts: readonly Watchable[],
): UnwatchWords {
  const words = wordsIn(text);
  const [word, ...more] = words;
  const [some] = watches;
  if (some === undefined) return unclear(say`Nothing is watched.`, instead('/watch web-1 30001'));
  const example = watches.find(({ on }) => on === word) ?? some;
  const next = instead(`/unwatch ${example.on}`);
  if (word === undefined) return unclear(say`Which host, which tag, or which watch?`, next);
  if (more.length > 0) return unclear(say`That is more than one name: ${shown(words.join(' '))}.`, next);
  const named = watches.filter(({ id, on }) => id === word || on === word);
  const ofPeople = named.filter(({ by }) => by.kind === 'person');
  if (ofPeople.length > 0) return { kind: 'unwatch', watches: ofPeople };
  if (named.length > 0) {
    return unclear(
      say`The watch of ${word} stands in ferryman.yaml.`,
      say`Whoever runs Ferryman can take it out there, under watch.on.`,
    );
  }
  return notWatched(word, watches, hosts);
}

function notWatched(word: string, watches: readonly Watch[], hosts: readonly Watchable[]): Unclear {
  const host = hosts.find(({ name }) => name === word);
  const tag = host && watches.find((watch) => covers(watch, host, hosts));
  if (tag) {
    return unclear(
      say`${word} is watched because it has the tag ${tag.on}.`,
      say`To end that for all that have it, type ${`/unwatch ${tag.on}`}`,
    );
  }
  const [near] = nearMatches(word.slice(0, 200), [...new Set(watches.flatMap(({ id, on }) => [on, id]))]);
  const sentence = say`${shown(word)} is not watched.`;
  return near === undefined
    ? unclear(sentence, instead('/watch list'))
    : unclear(sentences(sentence, say`Did you mean ${near}?`), instead(`/unwatch ${near}`));
}
