import { expect, test } from 'vitest';
import type { Channel, Told } from './channel.ts';
import { judge, type Entry, type Outage } from './judge.ts';

const minute = 60_000;

const broken: Entry = {
  host: 'hz-01',
  name: 'the data disk is full',
  cause: 'disk-full',
  says: /\/data/,
  injecting: 10 * minute,
  broken: 10 * minute,
  repairing: 15 * minute,
  repaired: 15 * minute,
};

/** A message that comes and goes as it should, except for what is said. */
function message(
  changes: Partial<Told> & { from?: number; to?: number; there?: readonly string[] } = {},
): Told {
  const { from = 11 * minute, to = 16 * minute, there = ['hz-01'], ...rest } = changes;
  const headline = `${there.join()}: The disk at /data is full (100 %)`;
  return {
    ts: '1.1',
    incident: 'i1',
    readings: [
      { at: from, mark: '🔴', headline, there },
      { at: to, mark: '✅', headline, there: [] },
    ],
    turns: [{ at: to, mark: '✅' }],
    ...rest,
  };
}

const causeOf = (incident: string) => (incident === 'i9' ? 'ip-forward-off' : 'disk-full');

function wrongOf(
  told: readonly Told[],
  {
    ledger = [broken],
    outages = [],
    others = [],
  }: { ledger?: readonly Entry[]; outages?: readonly Outage[]; others?: readonly string[] } = {},
) {
  const channel: Channel = { told, others };
  return judge(ledger, channel, { withinMs: 2 * minute, outages, causeOf }).wrong;
}

test('a fault that is told once, and its end once, is as it has to be', () => {
  expect(wrongOf([message()])).toEqual([]);
});

test('one message may tell of several hosts, each with its own beginning and end', () => {
  const other = { ...broken, host: 'hz-02', repairing: 17 * minute, repaired: 17 * minute };
  const headline = '2 of 12 hosts: The disk at /data is full (100 %)';
  const reading = (at: number, mark: string, ...there: string[]) => ({
    at: at * minute,
    mark,
    headline,
    there,
  });
  const told = message({
    readings: [
      reading(11, '🔴', 'hz-01'),
      reading(12, '🔴', 'hz-01', 'hz-02'),
      reading(16, '🔴', 'hz-02'),
      reading(18, '✅'),
    ],
  });
  expect(wrongOf([told], { ledger: [broken, other] })).toEqual([]);
});

const cases: readonly (readonly [what: string, told: readonly Told[], wrong: RegExp])[] = [
  ['nothing is told', [], /never announced/],
  ['it is told twice', [message(), message({ ts: '1.2' })], /announced 2 times/],
  ['it is told late', [message({ from: 12.5 * minute })], /announced after 150 s/],
  ['its end is told late', [message({ to: 18 * minute })], /said to be over after 180 s/],
  ['its end is told while it lasts', [message({ to: 14 * minute })], /too early/],
  [
    'another host is named',
    [message({ there: ['hz-07'] })],
    /hz-07: told of disk-full, which nobody had broken/,
  ],
  [
    'another cause is named',
    [message({ incident: 'i9' })],
    /told of ip-forward-off, which nobody had broken/,
  ],
  ['it is told before it was there', [message({ from: 9 * minute })], /which nobody had broken/],
  [
    'its end is called out twice',
    [
      message({
        turns: [
          { at: 1, mark: '✅' },
          { at: 2, mark: '✅' },
        ],
      }),
    ],
    /called out 2 times/,
  ],
  ['its end is not called out', [message({ turns: [] })], /called out 0 times/],
  ['it is left open', [message({ readings: message().readings.slice(0, 1) })], /never said to be over/],
  [
    'it is said to come and go',
    [message({ readings: message().readings.map((one) => ({ ...one, mark: '🔁' })) })],
    /come and go/,
  ],
  [
    'its words are about something else',
    [message({ readings: message().readings.map((one) => ({ ...one, headline: 'hz-01: all is lost' })) })],
    /its message says hz-01: all is lost/,
  ],
];

test.each(cases)('where %s, that is wrong', (_, told, wrong) => {
  expect(wrongOf(told).join('\n')).toMatch(wrong);
});

test('a second message for the same cause is wrong while the first one is open', () => {
  const other = { ...broken, host: 'hz-02', injecting: 12 * minute, broken: 12 * minute };
  const beside = message({ ts: '1.2', incident: 'i2', from: 13 * minute, there: ['hz-02'] });
  expect(wrongOf([message(), beside], { ledger: [broken, other] }).join()).toMatch(/beside one that is open/);
});

test('whatever else is said is wrong', () => {
  expect(wrongOf([message()], { others: ['C0OPS: good morning'] })).toEqual([
    'said beside: C0OPS: good morning',
  ]);
});

test('a time in which nobody could be told is not counted', () => {
  const late = message({ from: 13 * minute });
  expect(wrongOf([late], { outages: [{ from: 10.5 * minute, to: 12 * minute }] })).toEqual([]);
  expect(wrongOf([late], { outages: [{ from: 13 * minute, to: 14 * minute }] })).toHaveLength(1);
});
