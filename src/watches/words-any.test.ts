import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from '../../commands/slack-text.ts';
import type { Quiet, Watch } from '../report/watch.ts';
import { LANGUAGES } from '../text/language.ts';
import type { Text } from '../text/say.ts';
import { tell } from '../text/tell.ts';
import { readWatchWords } from './words.ts';
import { withChannelIds } from './words-channel.ts';
import { readQuietWords } from './words-quiet.ts';
import { readUnwatchWords } from './words-unwatch.ts';

const hosts = [
  { name: 'hz-shop', tags: ['shop'] },
  { name: '__proto__', tags: ['constructor'] },
];
const [from, until] = ['2026-11-23T04:00:00.000Z', '2026-11-23T06:00:00.000Z'];
const quiets: Quiet[] = [
  { schema: 'ferryman.quiet/1', id: 'q1', on: 'shop', from, until, because: 'an update', byUserId: 'U0LIN' },
];
const watches: Watch[] = [
  { schema: 'ferryman.watch/1', id: 'w1', on: 'shop', ports: [], everyMs: 60_000, by: { kind: 'config' } },
  {
    schema: 'ferryman.watch/1',
    id: 'w2',
    on: 'hz-shop',
    ports: [],
    everyMs: 60_000,
    by: { kind: 'person', userId: 'U0LIN', at: from },
  },
];

const scraps =
  'hz-shop shop hz-shop:80 list end every in for because 5m 2 hours 30001 -1 99999999999999999999 1e3 ,, # #ops {0} ` \
<#C024BE91L|ops> <@U0LIN> <!channel> &lt; 运维 💥 __proto__ \u0000 \u202e \ud800'.split(' ');
const page = 'x'.repeat(3_000);
const typed = fc
  .array(fc.oneof(fc.constantFrom(...scraps, page, '\n'), fc.string({ unit: 'binary' })), { maxLength: 12 })
  .map((words) => words.join(' '));

function expectShort({ sentence, next }: { sentence: Text; next: Text }): void {
  for (const language of LANGUAGES) {
    expect(tell(sentence, language).length).toBeLessThan(400);
    expect(tell(next, language).length).toBeLessThan(400);
  }
}

test('whatever is typed, it is a watch within its bounds or a sentence that can be told', () => {
  fc.assert(
    fc.property(typed, (raw) => {
      for (const text of [raw, plainText(withChannelIds(raw))]) {
        const read = readWatchWords(text, hosts);
        if (read.kind === 'unclear') expectShort(read);
        if (read.kind !== 'watch') continue;
        expect(['hz-shop', 'shop', '__proto__', 'constructor']).toContain(read.on);
        expect(read.ports.every((port) => Number.isInteger(port) && port >= 1 && port <= 65_535)).toBe(true);
        expect(read.everyMs ?? 60_000).toBeGreaterThanOrEqual(30_000);
        expect(read.everyMs ?? 60_000).toBeLessThanOrEqual(86_400_000);
      }
    }),
    { numRuns: 400 },
  );
});

test('whatever is typed, it is a silence within its bounds or a sentence that can be told', () => {
  fc.assert(
    fc.property(typed, fc.constantFrom(quiets, []), (text, known) => {
      const read = readQuietWords(text, known, hosts);
      if (read.kind === 'unclear') expectShort(read);
      if (read.kind !== 'quiet') return;
      expect(read.forMs).toBeGreaterThan(0);
      expect(read.forMs).toBeLessThanOrEqual(14 * 86_400_000);
      expect(read.because.trim()).not.toBe('');
      expect(read.because.length).toBeLessThanOrEqual(200);
    }),
    { numRuns: 400 },
  );
});

test('whatever is typed, what ends is there, or a sentence can be told', () => {
  fc.assert(
    fc.property(typed, fc.constantFrom(watches, []), (text, known) => {
      const read = readUnwatchWords(text, known, hosts);
      if (read.kind === 'unclear') expectShort(read);
      const ended = read.kind === 'unwatch' ? read.watches : [];
      expect(ended.filter((one) => !known.includes(one))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
