import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIPlatformError } from '@slack/web-api';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { embeddedStore, redisStore } from '../test/support/queue-stores.ts';
import type { DigestNotice, Destination } from '../src/notify/destinations/destination.ts';
import { openQueue } from '../src/queue/open-queue.ts';
import { collectionOf, memoryRecords, type Records } from '../src/queue/records.ts';
import { slackError } from '../src/notify/failure.ts';
import { Incident } from '../src/report/incident.ts';
import { LostChannel } from '../src/report/lost-channel.ts';
import { incidentOf, member } from '../test/support/incidents.ts';
import { type DigestDeps, tellDigest } from './digest.ts';

const logger = pino({ level: 'silent' });
const hour = 3_600_000;
/** 16:00 in Shanghai, long after nine. */
const start = Date.parse('2026-11-22T08:00:00.000Z');
/** 09:00 there. */
const nine = Date.parse('2026-11-23T01:00:00.000Z');

/** Workers that see the same store and clock, and what their destinations were told. */
function team({
  records = memoryRecords(),
  to = ['team'],
  time = 9 * 60,
}: { records?: Records; to?: string[]; time?: number } = {}) {
  const told: (DigestNotice & { readonly name: string })[] = [];
  const down = new Set<string>();
  let now = start;
  const destinationOf = (name: string): Destination => ({
    name,
    tell: async () => undefined,
    note: async () => undefined,
    test: async () => undefined,
    async digest(notice) {
      if (down.has(name)) throw new Error('does not answer');
      // So that whoever else is at it meets this one.
      await sleep(100);
      told.push({ ...notice, name });
    },
  });
  const deps: DigestDeps = {
    records,
    hosts: [],
    notify: { digest: { at: time, zone: 'Asia/Shanghai', to } },
    watch: { unseenLooks: 3 },
    destinationOf,
    logger,
    clock: () => now,
  };
  return {
    told,
    down,
    records,
    names: () => told.map(({ name, facts }) => `${name} ${facts.day}`),
    run: (more: Partial<DigestDeps> = {}) => tellDigest({ ...deps, ...more }),
    at: async (moment: number) => {
      now = moment;
      await tellDigest(deps);
    },
  };
}

/** A destination that is a channel of Slack's. */
function inSlack(digest: Destination['digest']): Destination {
  return {
    name: 'team',
    channel: 'C024BE91L',
    tell: async () => undefined,
    note: async () => undefined,
    test: async () => undefined,
    digest,
  };
}

describe('the digest', () => {
  test('is told at its time, once a day, however often somebody looks', async () => {
    const { at, names } = team();
    for (let moment = start; moment < nine + 30 * hour; moment += hour / 2) await at(moment);
    expect(names()).toEqual(['team 2026-11-23', 'team 2026-11-24']);
  });

  test('is told to each destination, and one that is down keeps no other waiting', async () => {
    const { at, names, down, told } = team({ to: ['team', 'mail'] });
    await at(start);
    down.add('team');
    await at(nine);
    await at(nine + 5_000);
    expect(names()).toEqual(['mail 2026-11-23']);
    down.delete('team');
    await at(nine + hour);
    await at(nine + 2 * hour);
    expect(names()).toEqual(['mail 2026-11-23', 'team 2026-11-23']);
    // What is told late is what was told in time.
    expect(told[1]?.facts).toEqual(told[0]?.facts);
  });

  // Slack may be away just over midnight, and a digest late in the evening has minutes until then.
  test('is told after midnight, for a day, where a destination missed it, and only there', async () => {
    const evening = { at: 23 * 60 + 50, zone: 'Asia/Shanghai', to: ['team', 'mail'] };
    const { at, names, down, told, run } = team({ to: ['team', 'mail'], time: evening.at });
    const due = Date.parse('2026-11-22T15:50:00.000Z');
    await at(start);
    down.add('team');
    await at(due);
    await at(due + hour);
    expect(names()).toEqual(['mail 2026-11-22']);
    down.delete('team');
    await at(due + 2 * hour);
    // Who is named there only now has missed nothing.
    await run({
      clock: () => due + 3 * hour,
      notify: { digest: { ...evening, to: [...evening.to, 'new'] } },
    });
    expect(names()).toEqual(['mail 2026-11-22', 'team 2026-11-22']);
    expect(told[1]).toMatchObject({ id: 'digest-2026-11-22', facts: told[0]?.facts ?? {} });
    await at(due + 24 * hour);
    expect(names().toSorted().slice(-2)).toEqual(['team 2026-11-22', 'team 2026-11-23']);
  });

  test('is told no more a day after it was made, and one that is due before comes after it', async () => {
    const { at, names, down } = team();
    await at(start);
    down.add('team');
    await at(nine + 2 * hour);
    await at(nine + 23 * hour);
    down.delete('team');
    await at(nine + 25 * hour);
    expect(names()).toEqual(['team 2026-11-23', 'team 2026-11-24']);
    const gone = team();
    await gone.at(start);
    gone.down.add('team');
    await gone.at(nine);
    await gone.at(nine + 23 * hour);
    gone.down.delete('team');
    await gone.at(nine + 24 * hour);
    expect(gone.names()).toEqual(['team 2026-11-24']);
  });

  test('leaves a note where its channel is lost, until it can be told there', async () => {
    const records = memoryRecords();
    const { at, run } = team({ records });
    const lost = async () => [...(await collectionOf(records, 'lost', LostChannel).list()).values()];
    const error = 'is_archived';
    const archived = slackError({ kind: 'refused', error }, new WebAPIPlatformError({ ok: false, error }));
    await at(start);
    await run({ clock: () => nine, destinationOf: () => inSlack(() => Promise.reject(archived)) });
    expect(await lost()).toMatchObject([
      {
        channel: 'C024BE91L',
        destination: 'team',
        because: 'is_archived',
        since: '2026-11-23T01:00:00.000Z',
      },
    ]);
    await run({ clock: () => nine + hour, destinationOf: () => inSlack(async () => undefined) });
    expect(await lost()).toEqual([]);
  });

  test('is told late where all was down at its time, and not on the next day', async () => {
    const late = team();
    await late.at(start);
    await late.at(nine + 14 * hour);
    expect(late.names()).toEqual(['team 2026-11-23']);
    const later = team();
    await later.at(start);
    await later.at(nine + 20 * hour);
    expect(later.names()).toEqual([]);
    await later.at(nine + 24 * hour);
    expect(later.names()).toEqual(['team 2026-11-24']);
  });

  test('goes on where the one before ended, so that a day without one loses nothing', async () => {
    const { at, told } = team();
    await at(start);
    await at(nine);
    await at(nine + 48 * hour);
    expect(told.map(({ facts }) => [facts.from, facts.to])).toEqual([
      ['2026-11-22T01:00:00.000Z', '2026-11-23T01:00:00.000Z'],
      ['2026-11-23T01:00:00.000Z', '2026-11-25T01:00:00.000Z'],
    ]);
  });

  test('is not made up for the hours before there was any', async () => {
    const { at, names } = team();
    await at(nine + hour);
    await at(nine + 2 * hour);
    expect(names()).toEqual([]);
  });

  test('is told again by the next where its teller has died', async () => {
    const { at, run, names, told } = team();
    await at(start);
    void run({ clock: () => nine, destinationOf: () => silent });
    await expect.poll(() => run({ clock: () => nine + 1_000 }).then(() => names())).toEqual([]);
    await at(nine + hour / 4);
    await at(nine + hour);
    expect(names()).toEqual(['team 2026-11-23']);
    expect(told[0]?.id).toBe('digest-2026-11-23');
  });

  test('has a picture where there is something to see', async () => {
    const { at, records, told } = team();
    await at(start);
    await at(nine);
    const since = new Date(nine).toISOString();
    await collectionOf(records, 'incidents', Incident).change('i1', () =>
      incidentOf([{ ...member('web-1'), stints: [{ from: since }] }], { openedAt: since }),
    );
    await at(nine + 24 * hour);
    expect(told.map(({ picture, facts }) => [facts.open.total, picture !== undefined])).toEqual([
      [0, false],
      [1, true],
    ]);
  });
});

/** One that takes a digest and ends before it has said so. */
const silent: Destination = {
  name: 'team',
  tell: async () => undefined,
  note: async () => undefined,
  test: async () => undefined,
  digest: () => new Promise<never>(() => undefined),
};

describe.each([embeddedStore, redisStore])('over $name', (store) => {
  test.runIf(store.available)('workers that see at once that it is time tell it once', async () => {
    const opened = await store.open();
    onTestFinished(() => opened.remove());
    const processes = opened.config.kind === 'embedded' ? 1 : 2;
    const queues = await Promise.all(
      Array.from({ length: processes }, () => openQueue(opened.config, { logger })),
    );
    onTestFinished(async () => {
      for (const queue of queues) await queue.close();
    });
    const workers = queues.flatMap(({ records }) => [team({ records }), team({ records })]);
    await Promise.all(workers.map((worker) => worker.at(start)));
    for (const moment of [nine, nine + 1_000, nine + hour])
      await Promise.all(workers.map((worker) => worker.at(moment)));
    expect(workers.flatMap((worker) => worker.names())).toEqual(['team 2026-11-23']);
  });
});
