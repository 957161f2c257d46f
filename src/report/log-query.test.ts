import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { tell } from '../text/tell.ts';
import { verbatim } from '../text/say.ts';
import { readLogsArguments, readLogsWords } from './log-query.ts';

const now = new Date('2026-11-22T10:15:00Z');

test.each<[string, object]>([
  ['topapi', { container: 'topapi', query: {} }],
  ['/topapi', { container: 'topapi', query: {} }],
  ['9eac01f2b3c4', { container: '9eac01f2b3c4', query: {} }],
  ['shop_web.1', { container: 'shop_web.1', query: {} }],
  ['shop/web', { container: 'shop/web', query: {} }],
  ['topapi on hz-shop', { container: 'topapi', host: 'hz-shop', query: {} }],
  ['on hz-shop topapi', { container: 'topapi', host: 'hz-shop', query: {} }],
  ['topapi since 30m', { container: 'topapi', query: { since: '2026-11-22T09:45:00.000Z' } }],
  ['topapi since 30m ago', { container: 'topapi', query: { since: '2026-11-22T09:45:00.000Z' } }],
  [
    'topapi since 30 min tail 5',
    { container: 'topapi', query: { since: '2026-11-22T09:45:00.000Z', tail: 5 } },
  ],
  ['topapi since 1h30m', { container: 'topapi', query: { since: '2026-11-22T08:45:00.000Z' } }],
  [
    'topapi since 1d until 2h',
    { container: 'topapi', query: { since: '2026-11-21T10:15:00.000Z', until: '2026-11-22T08:15:00.000Z' } },
  ],
  ['topapi since 10:00', { container: 'topapi', query: { since: '2026-11-22T10:00:00.000Z' } }],
  ['topapi since 9:05', { container: 'topapi', query: { since: '2026-11-22T09:05:00.000Z' } }],
  ['topapi since 18:00+08:00', { container: 'topapi', query: { since: '2026-11-22T10:00:00.000Z' } }],
  ['topapi since 23:50', { container: 'topapi', query: { since: '2026-11-21T23:50:00.000Z' } }],
  ['topapi since 2026-11-22T10:00', { container: 'topapi', query: { since: '2026-11-22T10:00:00.000Z' } }],
  [
    'topapi since 2026-11-22 10:00 tail 5',
    { container: 'topapi', query: { since: '2026-11-22T10:00:00.000Z', tail: 5 } },
  ],
  ['topapi since 2026-11-21', { container: 'topapi', query: { since: '2026-11-21T00:00:00.000Z' } }],
  [
    'topapi since 2026-11-22T18:00:30+0800',
    { container: 'topapi', query: { since: '2026-11-22T10:00:30.000Z' } },
  ],
  ['topapi since 1795341600', { container: 'topapi', query: { since: '2026-11-22T10:00:00.000Z' } }],
  ['topapi since restart', { container: 'topapi', query: { sinceRestart: true } }],
  ['topapi since deploy', { container: 'topapi', query: { sinceDeploy: true } }],
  ['topapi grep timeout', { container: 'topapi', query: { grep: 'timeout' } }],
  [
    'topapi grep connection refused tail 50',
    { container: 'topapi', query: { grep: 'connection refused', tail: 50 } },
  ],
  ['topapi grep a  b', { container: 'topapi', query: { grep: 'a  b' } }],
  [
    'topapi grep tail recursion since 30m',
    { container: 'topapi', query: { grep: 'tail recursion', since: '2026-11-22T09:45:00.000Z' } },
  ],
  [
    'topapi grep "error: 40" on hz-shop',
    { container: 'topapi', host: 'hz-shop', query: { grep: 'error: 40' } },
  ],
  ['topapi grep “error: 40”', { container: 'topapi', query: { grep: 'error: 40' } }],
  ['topapi grep `since 30m`', { container: 'topapi', query: { grep: 'since 30m' } }],
  [
    String.raw`topapi grep "say \"no\" to \d+"`,
    { container: 'topapi', query: { grep: String.raw`say "no" to \d+` } },
  ],
  [`topapi grep it's gone`, { container: 'topapi', query: { grep: `it's gone` } }],
  ['topapi errors', { container: 'topapi', query: { onlyErrors: true } }],
  ['topapi only errors tail 20', { container: 'topapi', query: { onlyErrors: true, tail: 20 } }],
  ['topapi grep db only errors', { container: 'topapi', query: { grep: 'db', onlyErrors: true } }],
  ['topapi follow', { container: 'topapi', query: {}, followMs: 120_000, followsOn: true }],
  ['topapi follow 30s grep x', { container: 'topapi', query: { grep: 'x' }, followMs: 30_000 }],
  ['topapi follow 5 min', { container: 'topapi', query: {}, followMs: 300_000 }],
  ['follow topapi', { container: 'topapi', query: {}, followMs: 120_000, followsOn: true }],
  [
    'topapi --since=30m —tail 5 -f',
    {
      container: 'topapi',
      query: { since: '2026-11-22T09:45:00.000Z', tail: 5 },
      followMs: 120_000,
      followsOn: true,
    },
  ],
  ['topapi -n 10 --host hz-shop', { container: 'topapi', host: 'hz-shop', query: { tail: 10 } }],
  ['"tail" tail 5', { container: 'tail', query: { tail: 5 } }],
  ['  topapi \n SINCE 30m ', { container: 'topapi', query: { since: '2026-11-22T09:45:00.000Z' } }],
])('%s is understood', (text, asked) => {
  expect(readLogsWords(text, now)).toEqual({ kind: 'asked', asked });
});

test.each<[string, RegExp, string]>([
  ['', /^Which container\?$/, 'topapi since 30m'],
  ['since 30m', /^Which container\?$/, 'topapi since 30m'],
  ['$(reboot)', /can be no container's name/, 'topapi'],
  ['topapi since', /`since` needs a time/, 'topapi since 30m'],
  ['topapi since tail 5', /`since` needs a time/, 'topapi since 30m tail 5'],
  ['topapi since 30', /30 of what\?/, 'topapi since 30m'],
  ['topapi since brunch tail 5', /"brunch" is no time/, 'topapi since 30m tail 5'],
  ['topapi since 25:00', /25:00 is no time of day/, 'topapi since 10:00'],
  ['topapi since 2026-02-30', /2026-02-30 is no date/, 'topapi since 2026-11-22T10:15'],
  ['topapi since 2027-01-01', /lies in the future/, 'topapi since 30m'],
  ['topapi since 1h until 2h', /`until` lies before `since`/, 'topapi since 2h until 1h'],
  ['topapi until restart', /"restart" is no time/, 'topapi until 30m'],
  ['topapi until 1h follow', /only from now on/, 'topapi follow'],
  ['topapi sinec 30m', /sinec is no word .* since\?/, 'topapi since 30m'],
  ['topapi hz-shop', /a host stands behind `on`/, 'topapi on hz-shop'],
  ['topapi connection\\[1\\]', /a pattern behind `grep`/, 'topapi grep connection\\[1\\]'],
  ['topapi on', /Which host\?/, 'topapi on hz-shop'],
  ['topapi grep', /`grep` needs a pattern/, 'topapi grep "error: 40"'],
  ['topapi grep "" tail 5', /`grep` needs a pattern/, 'topapi grep "error: 40" tail 5'],
  ['topapi grep "error: 40', /The quote " is not closed/, 'topapi grep "error: 40"'],
  ['topapi grep (abc on hz', /a \( has no \)/, String.raw`topapi grep '\(abc' on hz`],
  ['topapi grep read (x y since 1h', /a \( has no \)/, String.raw`topapi grep 'read \(x y' since 1h`],
  ['topapi grep "*.log" tail 5', /nothing to repeat/, String.raw`topapi grep '\*\.log' tail 5`],
  [String.raw`topapi grep abc\ `, /ends with a \\/, String.raw`topapi grep abc\\`],
  [`topapi grep ${'x'.repeat(501)}`, /longer than 500/, 'topapi grep "error: 40"'],
  ['topapi tail', /from 1 to 10,000/, 'topapi tail 200'],
  ['topapi tail 0', /from 1 to 10,000/, 'topapi tail 200'],
  ['topapi tail 10001', /from 1 to 10,000/, 'topapi tail 200'],
  ['topapi tail all', /from 1 to 10,000/, 'topapi tail 200'],
  ['topapi follow 3h', /for an hour at most/, 'topapi follow 1h'],
  ['topapi follow 30', /a time such as 30s or 2m/, 'topapi follow 2m'],
  ['topapi tail 5 tail 6', /tail stands there twice/, 'topapi tail 5'],
])('%j is a mistake, and what to type instead is said', (text, sentence, next) => {
  const read = readLogsWords(text, now);
  if (read.kind === 'asked') throw new Error('understood');
  expect(tell(read.sentence, 'en')).toMatch(sentence);
  expect(read.next).toBe(next);
  expect(readLogsWords(next, now)).toMatchObject({ kind: 'asked' });
});

it('a place that follows for less says so, and what fits', () => {
  const follows = { mostMs: 600_000, tooLong: verbatim('Ten minutes here.'), instead: '10m' };
  expect(readLogsWords('topapi follow 30 min grep x', now, follows)).toEqual({
    kind: 'mistake',
    sentence: follows.tooLong,
    next: 'topapi follow 10m grep x',
  });
  expect(readLogsWords('topapi follow 10m', now, follows)).toMatchObject({ kind: 'asked' });
});

describe('words that a shell has split', () => {
  it('keep what stood in quotes together', () => {
    const words = ['topapi', 'grep', 'error: 40', 'tail', '5'];
    expect(readLogsArguments(words, now)).toMatchObject({
      kind: 'asked',
      asked: { query: { grep: 'error: 40', tail: 5 } },
    });
  });
});

it('whoever types what the answers say is understood in the end, whatever it was at first', () => {
  const piece = oneof(
    constantFrom(
      'topapi',
      'on',
      'hz',
      'since',
      '30m',
      'until',
      '1h',
      'grep',
      'tail',
      '5',
      'follow',
      'errors',
      'only',
      '"a b"',
      'grep (a',
      '*',
      "'",
      '-n',
      '--since=1h',
      '2026-11-22',
      '10:00',
    ),
    string({ maxLength: 8 }),
  );
  assert(
    property(array(piece, { maxLength: 9 }), (pieces) => {
      let text = pieces.join(' ');
      for (let mistakes = 0; mistakes <= pieces.length + 3; mistakes += 1) {
        const read = readLogsWords(text, now);
        if (read.kind === 'asked') return true;
        text = read.next;
      }
      return false;
    }),
    { numRuns: 2_000 },
  );
});
