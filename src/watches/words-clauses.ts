import { nearMatches } from '../hosts/inventory.ts';
import { WATCH_EVERY } from '../report/watch.ts';
import { say, sentences, type Text } from '../text/say.ts';
import { type ChannelWord, readChannel } from './words-channel.ts';
import { shown } from './words-common.ts';
import { readSpan } from './words-span.ts';

/** What stands behind the host or tag, as far as it was read. */
export interface Draft {
  readonly ports: readonly number[];
  readonly everyMs?: number;
  readonly channel?: ChannelWord;
}
export interface Taken {
  readonly draft: Draft;
  /** So many words. */
  readonly length: number;
}
export interface Mistake {
  readonly sentence: Text;
  /** What to type in place of so many words. */
  readonly instead: string;
  readonly length: number;
}

/** What the next words behind the host mean. */
export function take(words: readonly string[], draft: Draft): Taken | Mistake {
  const [word = '', ...more] = words;
  switch (word.toLowerCase()) {
    case 'every':
      return takeEvery(more, draft);
    case 'in':
      return takeChannel(more, draft);
    default:
      return takePorts(word, draft, words.length);
  }
}

function takeEvery(words: readonly string[], draft: Draft): Taken | Mistake {
  const [word] = words;
  const span = readSpan(words);
  const length = 1 + (span?.length ?? 0);
  if (draft.everyMs !== undefined) return twice('every', length);
  if (span === undefined) {
    const isMissing = word === undefined || word.toLowerCase() === 'in';
    const sentence = isMissing ? say`\`every\` needs a time.` : say`${shown(word)} is no time.`;
    const minutes = word !== undefined && /^[1-9]\d{0,2}$/.test(word) ? word : '5';
    return { sentence, instead: `every ${minutes}m`, length: isMissing ? 1 : 2 };
  }
  if (span.ms < WATCH_EVERY.leastMs) {
    const sentence = say`A host is not looked at more often than every 30 seconds.`;
    return { sentence, instead: 'every 30s', length };
  }
  if (span.ms > WATCH_EVERY.mostMs) {
    return { sentence: say`A host is looked at once a day at least.`, instead: 'every 1d', length };
  }
  return { draft: { ...draft, everyMs: span.ms }, length };
}

function takeChannel(words: readonly string[], draft: Draft): Taken | Mistake {
  const [word] = words;
  if (draft.channel !== undefined) return twice('in', word === undefined ? 1 : 2);
  if (word === undefined || word.toLowerCase() === 'every') {
    return { sentence: say`\`in\` needs a channel.`, instead: 'in #ops', length: 1 };
  }
  const channel = readChannel(word);
  return channel === undefined
    ? { sentence: say`${shown(word)} is no channel.`, instead: 'in #ops', length: 2 }
    : { draft: { ...draft, channel }, length: 2 };
}

/** `30001`, `30001,30003`. */
function takePorts(word: string, draft: Draft, left: number): Taken | Mistake {
  if (!/^[+-]?\d[\d,，、]*$/.test(word)) return unknownWord(word, left);
  const numbers = word.split(/[,，、]/).filter((one) => one !== '');
  const wrong = numbers.find((one) => !/^\d{1,5}$/.test(one) || Number(one) < 1 || Number(one) > 65_535);
  if (wrong !== undefined) {
    const sentence = say`${cut(wrong)} is no port: ports go from 1 to 65535.`;
    return { sentence, instead: '30001', length: 1 };
  }
  return { draft: { ...draft, ports: [...draft.ports, ...numbers.map(Number)] }, length: 1 };
}

function cut(word: string): string {
  return word.length > 40 ? `${word.slice(0, 39)}…` : word;
}

function twice(word: string, length: number): Mistake {
  return { sentence: say`${word} stands there twice.`, instead: '', length };
}

function unknownWord(word: string, left: number): Mistake {
  // The channel alone is how many people write it.
  if (/^#./.test(word)) {
    return { sentence: say`${shown(word)} needs \`in\` before it.`, instead: `in ${cut(word)}`, length: 1 };
  }
  const [near] = nearMatches(word.slice(0, 40), ['every', 'in']);
  const unknown = say`${shown(word)} means nothing here.`;
  return near === undefined
    ? { sentence: unknown, instead: '[port …] [every 5m] [in #ops]', length: left }
    : { sentence: sentences(unknown, say`Did you mean ${near}?`), instead: near, length: 1 };
}
