import { expect, test } from 'vitest';
import { collectionOf, memoryRecords } from '../src/queue/records.ts';
import { Watch } from '../src/report/watch.ts';
import { bringConfigured } from './configured-watches.ts';

const shop = { on: 'shop', ports: [30001, 30003], everyMs: 60_000, to: 'oncall' };
const prod = { on: 'prod', ports: [], everyMs: 300_000 };

async function after(...files: (typeof shop | typeof prod)[][]) {
  const records = memoryRecords();
  const watches = collectionOf(records, 'watches', Watch);
  const of: Watch = {
    schema: 'ferryman.watch/1',
    id: 'w1',
    on: 'shop',
    ports: [],
    everyMs: 60_000,
    by: { kind: 'person', userId: 'U0LIN', at: '2026-11-23T05:00:00.000Z' },
  };
  await watches.change(of.id, () => of);
  // oxlint-disable-next-line no-await-in-loop -- one start after the other
  for (const file of files) await bringConfigured(file, records);
  const all = [...(await watches.list()).values()];
  expect(all).toContainEqual(of);
  return all
    .filter(({ by }) => by.kind === 'config')
    .map(({ on, ports, everyMs, to }) => ({ on, ports, everyMs, ...(to === undefined ? {} : { to }) }));
}

test('what stands in the file is watched, however often the bot starts', async () => {
  expect(await after([shop, prod], [shop, prod])).toEqual([shop, prod]);
});

test('what stands there no more is not, and what people watch stays', async () => {
  expect(await after([shop, prod], [prod])).toEqual([prod]);
  expect(await after([shop], [])).toEqual([]);
});

test('a changed entry takes the place of the one before', async () => {
  expect(await after([shop], [{ ...shop, ports: [80] }])).toEqual([{ ...shop, ports: [80] }]);
});
