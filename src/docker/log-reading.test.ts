import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AT, multiplexed, unframed, type Entry } from '../../test/support/docker-log.ts';
import type { LogLine } from '../report/logs.ts';
import { readLog, type LogForm } from './log-reading.ts';

const KIB = 1024;
const options = { tty: false, maxLineBytes: 64 * KIB };

function linesOf(
  form: LogForm,
  bytes: Buffer,
  more: Partial<Parameters<typeof readLog>[1]> = {},
  cuts: readonly number[] = [],
): LogLine[] {
  const reading = readLog(form, { ...options, ...more });
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  const taken = places.flatMap((place, i) =>
    reading.take(Buffer.from(bytes.subarray(places[i - 1] ?? 0, place))),
  );
  return [...taken, ...reading.rest()];
}

const LOG: readonly Entry[] = [
  { source: 'stdout', text: 'Listening on http://[::]:5000\n' },
  {
    source: 'stderr',
    text: 'Ошибка: Verbindung zu „db“ verweigert 🐳\n',
    at: '2026-11-22T10:00:01.000000001Z',
  },
  { source: 'stdout', text: '\n' },
  { source: 'stdout', text: Buffer.alloc(16 * KIB, 'a') },
  { source: 'stderr', text: '   at TopApi.Program.Main()\r\n' },
  { source: 'stdout', text: `${'b'.repeat(100)}\n`, at: '2026-11-22T10:00:02.000000000Z' },
  { source: 'stdout', text: 'the last words' },
];

const EXPECTED = [
  { at: AT, stream: 'stdout', text: 'Listening on http://[::]:5000' },
  {
    at: '2026-11-22T10:00:01.000000001Z',
    stream: 'stderr',
    text: 'Ошибка: Verbindung zu „db“ verweigert 🐳',
  },
  { at: AT, stream: 'stdout', text: '' },
  { at: AT, stream: 'stderr', text: '   at TopApi.Program.Main()' },
  { at: AT, stream: 'stdout', text: 'a'.repeat(16 * KIB) + 'b'.repeat(100) },
  { at: AT, stream: 'stdout', text: 'the last words' },
];

test('frames, stamps, characters and long lines are put together wherever the bytes were split', () => {
  const bytes = multiplexed(LOG);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
      expect(linesOf('entries', bytes, {}, cuts)).toEqual(EXPECTED);
    }),
  );
  expect(linesOf('entries', bytes, {}, Array.from(bytes.keys()))).toEqual(EXPECTED);
});

test('with a terminal, stamps inside a long line are taken out as well', () => {
  const log: readonly Entry[] = [
    { source: 'stdout', text: 'a'.repeat(16 * KIB) },
    { source: 'stdout', text: 'b'.repeat(16 * KIB) },
    { source: 'stdout', text: `c ${AT} d\r\n` },
    { source: 'stdout', text: 'prompt> ' },
  ];
  const bytes = Buffer.concat(log.map(unframed));
  const expected = [
    { at: AT, stream: 'tty', text: `${'a'.repeat(16 * KIB)}${'b'.repeat(16 * KIB)}c ${AT} d` },
    { at: AT, stream: 'tty', text: 'prompt> ' },
  ];
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
      expect(linesOf('terminal', bytes, { tty: true }, cuts)).toEqual(expected);
    }),
  );
});

test('headers anywhere, as those around what the docker command printed, change nothing', () => {
  const text = Buffer.concat(LOG.slice(0, 1).map(unframed));
  const chunks = [text.subarray(0, 10), text.subarray(10, 40), text.subarray(40)];
  const framed = Buffer.concat(
    chunks.map((chunk) => Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, chunk.length]), chunk])),
  );
  expect(linesOf('chunks', framed)).toEqual(EXPECTED.slice(0, 1));
});

test('a line that is too long is cut before a word and not within it, so that half a token shows nowhere', () => {
  const log: readonly Entry[] = [
    { source: 'stdout', text: `${'got '.repeat(240)}token-of-many-letters-that-goes-on-and-on ok\n` },
  ];
  const [line] = linesOf('entries', multiplexed(log), { maxLineBytes: 980 });
  expect(line?.text).toBe(`${'got '.repeat(240)} [Ferryman: 44 bytes more of this line left out]`);
});

test('a line that is too long is cut between characters and says how much is missing', () => {
  const log: readonly Entry[] = [
    { source: 'stdout', text: `x${'é'.repeat(8191)}y` },
    ...Array.from({ length: 128 }, (): Entry => ({ source: 'stdout', text: Buffer.alloc(16 * KIB, 'z') })),
    { source: 'stdout', text: 'end\n' },
    { source: 'stdout', text: 'next\n' },
  ];
  const lines = linesOf('entries', multiplexed(log), { maxLineBytes: 1000 });
  expect(lines.map(({ text }) => text)).toEqual([
    `x${'é'.repeat(499)} [Ferryman: 2 MiB more of this line left out]`,
    'next',
  ]);
});

test('a process that ended in the middle of a line does not lend it to the next one', () => {
  const log: readonly Entry[] = [
    { source: 'stdout', text: 'Killed while wri' },
    { source: 'stdout', text: 'Started again\n' },
  ];
  expect(linesOf('entries', multiplexed(log)).map(({ text }) => text)).toEqual([
    'Killed while wri',
    'Started again',
  ]);
});

test("times of a journal in the host's own zone come in UTC", () => {
  const [line] = linesOf(
    'entries',
    multiplexed([{ source: 'stdout', text: 'Guten Tag\n', at: '2026-11-22T01:00:00.123456000+02:00' }]),
  );
  expect(line).toEqual({ at: '2026-11-21T23:00:00.123456000Z', stream: 'stdout', text: 'Guten Tag' });
});

test('what the daemon says of the reading is no line', () => {
  const reading = readLog('entries', options);
  const [...lines] = reading.take(
    multiplexed([
      { source: 'stdout', text: 'one\n' },
      { source: 'system', text: 'Error grabbing logs: unexpected EOF\n' },
    ]),
  );
  expect(lines.map(({ text }) => text)).toEqual(['one']);
  expect(reading.complaint).toBe('Error grabbing logs: unexpected EOF');
});

test('of lines that nobody looks for only those stay that stand shortly before one', () => {
  const log = Array.from({ length: 200 }, (_, i): Entry => ({
    source: i % 2 === 0 ? 'stdout' : 'stderr',
    text: i === 150 ? 'ERROR 150\n' : `fine ${i}\n`,
  }));
  const reading = readLog('entries', { ...options, hint: /ERROR/ });
  const lines = reading.take(multiplexed(log));
  expect(lines.map(({ text }) => text)).toEqual([
    ...Array.from({ length: 8 }, (_, i) => `fine ${134 + 2 * i}`),
    'ERROR 150',
  ]);
  expect(reading.lines).toBe(200);
});

const base64 = (line: number) => `MIIEpAIBAAKCAQEA${line}XYZabcdefghijklmnopqrstuvwxyz0123456789+/abcdef`;
const KEY = Array.from({ length: 30 }, (_, i) => base64(i));

test.each([
  [
    'a private key, with what stands above its text',
    [
      '-----BEGIN RSA PRIVATE KEY-----',
      'Proc-Type: 4,ENCRYPTED',
      '',
      ...KEY,
      'short=',
      '-----END RSA PRIVATE KEY-----',
    ],
  ],
  ['a key in base64', ['LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFcEFJQkFBS0NBUUVB', ...KEY]],
  ['a block of YAML', ['  password: |', ...KEY.map((line) => `    ${line}`)]],
])('%s comes whole, though only a line of it was looked for', (_, block) => {
  const log = ['one', ...block, 'it goes on', 'in words'];
  const bytes = multiplexed(log.map((text): Entry => ({ source: 'stdout', text: `${text}\n` })));
  const texts = linesOf('entries', bytes, { hint: /AQEA25XYZ/ }).map(({ text }) => text);
  expect(texts).toEqual(['one', ...block]);
});

test('what is left of a key whose head is too far above comes up to its end, by which it is known', () => {
  const log = [
    ...Array.from({ length: 20 }, () => 'fine'),
    ...KEY,
    '-----END RSA PRIVATE KEY-----',
    'it goes on',
  ];
  const bytes = multiplexed(log.map((text): Entry => ({ source: 'stdout', text: `${text}\n` })));
  const texts = linesOf('entries', bytes, { hint: /AQEA25XYZ/ }).map(({ text }) => text);
  expect(texts).toEqual([...KEY.slice(17), '-----END RSA PRIVATE KEY-----']);
});
