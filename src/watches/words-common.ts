import { nearMatches } from '../hosts/inventory.ts';
import { list, say, sentences, type Sayable, type Text } from '../text/say.ts';
import type { Watchable } from './cover.ts';

/** A sentence for the person who typed, and what to type instead. */
export interface Unclear {
  readonly kind: 'unclear';
  readonly sentence: Text;
  readonly next: Text;
}

export function unclear(sentence: Text, next: Text): Unclear {
  return { kind: 'unclear', sentence, next };
}

export function instead(command: Sayable): Text {
  return say`Type ${command}`;
}

export function wordsIn(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** A word as a sentence may hold it. */
export function shown(word: string): string {
  return JSON.stringify(word.length > 40 ? `${word.slice(0, 39)}…` : word);
}

/** What can be watched: names of hosts first, since a name that is both is the host. */
export function namesOf(hosts: readonly Watchable[]): string[] {
  return [...new Set([...hosts.map(({ name }) => name), ...hosts.flatMap(({ tags }) => tags)])];
}

/**
 * What the word that names a host or a tag means; `typed` makes the command of it again.
 * @param names what may stand there
 */
export function readName(
  word: string | undefined,
  names: readonly string[],
  typed: (name: string) => Sayable,
): { readonly kind: 'name'; readonly name: string } | Unclear {
  const [example = 'web-1'] = names;
  if (word === undefined) return unclear(say`Which host, or which tag?`, instead(typed(example)));
  if (names.includes(word)) return { kind: 'name', name: word };
  const [near] = nearMatches(word.slice(0, 200), names);
  const unknown = say`${shown(word)} is no host and no tag.`;
  return near === undefined
    ? unclear(unknown, listing(names))
    : unclear(sentences(unknown, say`Did you mean ${near}?`), instead(typed(near)));
}

function listing(names: readonly string[]): Text {
  if (names.length === 0) return say`There are no hosts yet: write them into ferryman.yaml.`;
  const first = list(names.slice(0, 8));
  return names.length > 8 ? say`Hosts and tags: ${first} …` : say`Hosts and tags: ${first}`;
}
