import { expect, test } from 'vitest';
import { incidentOf, member } from '../test/support/incidents.ts';
import { collectionOf, memoryRecords } from '../src/queue/records.ts';
import { Incident, pastIncidents } from '../src/report/incident.ts';
import { Told } from '../src/report/told.ts';
import { Quiet } from '../src/report/watch.ts';
import { clearDesk } from './clear-desk.ts';

const day = 86_400_000;
const start = Date.parse('2026-11-23T02:00:00.000Z');
const at = (days: number) => new Date(start + days * day).toISOString();

async function desk() {
  const records = memoryRecords();
  const kept = {
    incidents: collectionOf(records, 'incidents', Incident),
    past: collectionOf(records, pastIncidents, Incident),
    told: collectionOf(records, 'told', Told),
    quiets: collectionOf(records, 'quiets', Quiet),
  };
  const add = (one: Incident) => kept.incidents.change(one.id, () => one);
  const tell = (incident: string, revision: number, more: Partial<Told> = {}) =>
    kept.told.change(`${incident}/team`, () => ({
      schema: 'ferryman.told/1',
      incident,
      destination: 'team',
      revision,
      ...more,
    }));
  const keys = async (collection: keyof typeof kept) => [...(await kept[collection].list()).keys()];
  return { records, kept, add, tell, keys, clear: (days: number) => clearDesk(records, start + days * day) };
}

const over = (id: string) =>
  incidentOf([member('web-1', [0, 5])], { id, state: 'resolved', resolvedAt: at(0), revision: 2 });
const open = incidentOf([member('web-1')], { id: 'open' });

test('what is over for two days is kept apart, for thirty, and what goes on stays', async () => {
  const { add, tell, keys, clear } = await desk();
  for (const one of [over('over'), open]) {
    await add(one);
    await tell(one.id, one.revision);
  }
  await clear(1.9);
  expect(await keys('incidents')).toEqual(['over', 'open']);
  await clear(2.1);
  expect(await keys('incidents')).toEqual(['open']);
  expect(await keys('past')).toEqual(['over']);
  expect(await keys('told')).toEqual(['open/team']);
  await clear(29.9);
  expect(await keys('past')).toEqual(['over']);
  await clear(30.1);
  expect(await keys('past')).toEqual([]);
});

test('what somebody still has to hear the end of stays as long', async () => {
  const { add, tell, keys, clear } = await desk();
  for (const id of ['heard', 'begun', 'unheard', 'held back']) await add(over(id));
  await tell('heard', 2);
  await tell('begun', 1);
  await tell('unheard', 0, { failed: { at: at(0), times: 9, because: 'gone' } });
  await clear(2.1);
  expect(await keys('incidents')).toEqual(['begun', 'unheard']);
  expect(await keys('told')).toEqual(['begun/team', 'unheard/team']);
  await clear(30.1);
  await clear(30.2);
  expect([await keys('incidents'), await keys('told')]).toEqual([[], []]);
});

test('a quiet that ended is listed for two days, and clearing takes place once an hour', async () => {
  const { kept, keys, clear } = await desk();
  const quiet = {
    schema: 'ferryman.quiet/1',
    from: at(-1),
    because: 'the rack moves',
    byUserId: 'U0ANNA',
  } as const;
  for (const [id, until] of [
    ['ended', at(0)],
    ['going', at(9)],
  ] as const) {
    await kept.quiets.change(id, () => ({ ...quiet, id, on: 'shop', until }));
  }
  await clear(1.99);
  await clear(2.01);
  expect(await keys('quiets')).toEqual(['ended', 'going']);
  await clear(2.04);
  expect(await keys('quiets')).toEqual(['going']);
});
