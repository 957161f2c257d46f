import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { RouteConfig, WorkingHours } from '../src/config/types.ts';
import type { Destination } from '../src/notify/destinations/destination.ts';
import { collectionOf, memoryRecords } from '../src/queue/records.ts';
import { Quiet, Watch } from '../src/report/watch.ts';
import { type Fault, WatchedHost } from '../src/report/watched.ts';
import { runDesk } from './desk.ts';

const second = 1_000;
const minute = 60 * second;
const start = Date.parse('2026-11-23T02:00:00.000Z');

const bridge: Fault = {
  cause: 'bridge-subnet-overlap',
  severity: 'critical',
  subject: { kind: 'network', name: 'docker0' },
  title: { en: 'the bridge covers the network card', 'zh-CN': '网桥网段覆盖了网卡' },
};
const disk: Fault = { ...bridge, cause: 'disk-full', severity: 'warning' };

interface DeskOptions {
  readonly hours?: WorkingHours;
  readonly destinations?: string[];
  readonly routes?: RouteConfig[];
}

/** A desk over records in memory, and what its destination was told: `opened …`, once for each message or edit that shows. */
function atDesk({ hours, destinations = ['team'], routes = [] }: DeskOptions = {}) {
  const records = memoryRecords();
  const watched = collectionOf(records, 'watched', WatchedHost);
  const hosts = ['hz-shop', 'hz-web', 'db'].map((name) => ({ name, tags: ['shop'] }));
  const told: string[] = [];
  const down = new Set<string>();
  const repaired = new Set<string>();
  let now = start;

  const places = new Map<string, string>();
  const destination = (name: string): Destination => ({
    name,
    async tell({ incident, before }) {
      if (down.has(name)) throw new Error('Slack does not answer');
      const at = incident.members.filter(({ stints }) => stints.at(-1)?.to === undefined).length;
      told.push(`${name}: ${incident.cause} ${before?.state ?? 'new'} → ${incident.state} ${at}`);
      const place = places.get(incident.id) ?? `C1/${places.size + 1}`;
      places.set(incident.id, place);
      return place;
    },
    note: async () => undefined,
    digest: async () => undefined,
    test: async () => undefined,
  });

  return {
    told,
    down,
    repaired,
    records,
    at: () => new Date(now).toISOString(),
    pass(ms: number) {
      now += ms;
    },
    async watch(on: string, to?: string) {
      await collectionOf(records, 'watches', Watch).change(on, () => ({
        schema: 'ferryman.watch/1',
        id: on,
        on,
        ports: [],
        everyMs: minute,
        ...(to === undefined ? {} : { to }),
        by: { kind: 'config' },
      }));
    },
    async quiet(on: string, forMs: number) {
      await collectionOf(records, 'quiets', Quiet).change(on, () => ({
        schema: 'ferryman.quiet/1',
        id: on,
        on,
        from: new Date(now).toISOString(),
        until: new Date(now + forMs).toISOString(),
        because: 'the rack moves',
        byUserId: 'U0ANNA',
      }));
    },
    async see(host: string, ...faults: readonly Fault[]) {
      const at = new Date(now).toISOString();
      await watched.change(host, (before) => ({
        schema: 'ferryman.watched/1',
        host,
        tags: ['shop'],
        lookedAt: at,
        seenAt: at,
        faults: faults.map((fault) => ({
          ...fault,
          since: before?.faults.find(({ cause }) => cause === fault.cause)?.since ?? at,
        })),
      }));
    },
    run: () =>
      runDesk({
        records,
        hosts,
        watch: {
          unseenLooks: 3,
          flapping: { times: 3, withinMs: 60 * minute, calmMs: 30 * minute },
        },
        notify: { default: 'team', routes, ...(hours === undefined ? {} : { hours }) },
        underRepair: async () => repaired,
        destinationOf: (name) => (destinations.includes(name) ? destination(name) : undefined),
        logger: pino({ level: 'silent' }),
        clock: () => now,
      }),
  };
}

describe('the desk', () => {
  test('tells once what began, what it became and how it ended, however often it runs', async () => {
    const desk = atDesk();
    await desk.watch('shop');
    for (const faults of [[], [bridge], [bridge], []]) {
      await desk.see('hz-shop', ...faults);
      await desk.see('hz-web');
      await desk.run();
      await desk.run();
      desk.pass(minute);
    }
    expect(desk.told).toEqual([
      'team: bridge-subnet-overlap new → open 1',
      'team: bridge-subnet-overlap open → resolved 0',
    ]);
  });

  test('tells what happened while nobody could be told when that is over, and each destination by itself', async () => {
    const desk = atDesk();
    await desk.watch('shop');
    desk.down.add('team');
    await desk.see('hz-shop', bridge);
    await desk.run();
    desk.pass(20 * second);
    await desk.see('hz-shop');
    await desk.run();
    expect(desk.told).toEqual([]);
    desk.down.clear();
    desk.pass(5 * minute);
    await desk.see('hz-shop');
    await desk.run();
    await desk.run();
    expect(desk.told).toEqual(['team: bridge-subnet-overlap new → resolved 0']);
  });

  test('says nothing of a host that is being changed, or whose work is planned, until that is over', async () => {
    const desk = atDesk();
    await desk.watch('shop');
    desk.repaired.add('hz-shop');
    await desk.quiet('hz-web', 10 * minute);
    await desk.see('hz-shop', bridge);
    await desk.see('hz-web', bridge);
    await desk.run();
    expect(desk.told).toEqual([]);
    desk.repaired.clear();
    await desk.see('hz-shop');
    desk.pass(11 * minute);
    await desk.run();
    expect(desk.told).toEqual([]);
    desk.pass(5 * second);
    await desk.see('hz-shop');
    await desk.see('hz-web', bridge);
    await desk.run();
    expect(desk.told).toEqual(['team: bridge-subnet-overlap new → open 1']);
  });

  test('tells that nobody looks any more, but not right after it slept itself', async () => {
    const desk = atDesk();
    await desk.watch('hz-shop');
    await desk.see('hz-shop');
    await desk.run();
    desk.pass(60 * minute);
    await desk.run();
    expect(desk.told).toEqual([]);
    for (let runs = 0; runs < 10; runs += 1) {
      desk.pass(30 * second);
      await desk.run();
    }
    expect(desk.told).toEqual(['team: could-not-look new → open 1']);
    await desk.see('hz-shop');
    await desk.run();
    expect(desk.told.at(-1)).toBe('team: could-not-look open → resolved 0');
  });

  test('forgets hosts that nobody watches any more, so that what they had once is not news later', async () => {
    const desk = atDesk();
    await desk.watch('hz-shop');
    await desk.see('db', bridge);
    await desk.run();
    await desk.watch('db');
    await desk.run();
    expect(desk.told).toEqual([]);
  });

  test('wakes nobody for what can wait, and tells in the morning what is still there', async () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
    const hours: WorkingHours = { zone: 'Asia/Shanghai', from: 11 * 60, to: 19 * 60, days };
    const desk = atDesk({ hours });
    await desk.watch('shop');
    // 10:00 in Shanghai: an hour before they begin.
    await desk.see('hz-shop', disk);
    await desk.see('hz-web', bridge);
    await desk.see('db', { ...disk, cause: 'memory-short' });
    await desk.run();
    expect(desk.told).toEqual(['team: bridge-subnet-overlap new → open 1']);
    desk.pass(30 * minute);
    await desk.see('db');
    await desk.see('hz-shop', disk);
    await desk.see('hz-web', bridge);
    await desk.run();
    desk.pass(31 * minute);
    for (const [host, fault] of [
      ['hz-shop', disk],
      ['hz-web', bridge],
      ['db', undefined],
    ] as const) {
      await desk.see(host, ...(fault === undefined ? [] : [fault]));
    }
    await desk.run();
    expect(desk.told.slice(1)).toEqual(['team: disk-full new → open 1']);
  });

  test('goes by the routes where a watch names a destination that there is no more', async () => {
    const desk = atDesk({
      destinations: ['team', 'mail'],
      routes: [{ causes: ['disk-full'], to: ['mail'] }],
    });
    await desk.watch('shop', 'oncall');
    await desk.see('hz-shop', bridge);
    await desk.see('db', disk);
    await desk.run();
    expect(desk.told.toSorted()).toEqual([
      'mail: disk-full new → open 1',
      'team: bridge-subnet-overlap new → open 1',
    ]);
  });

  test('settles and tells once where two are at it at the same time', async () => {
    const desk = atDesk();
    await desk.watch('shop');
    await desk.see('hz-shop', bridge);
    await Promise.all([desk.run(), desk.run()]);
    await desk.run();
    expect(desk.told).toEqual(['team: bridge-subnet-overlap new → open 1']);
  });
});
