import { describe, expect, test } from 'vitest';
import { incidentOf, member, minute } from '../../test/support/incidents.ts';
import type { Quiet, Watch } from '../report/watch.ts';
import type { WatchedHost } from '../report/watched.ts';
import { narrowed } from './narrow.ts';
import { type Read, statusOf } from './status-of.ts';

const now = Date.parse(minute(10));
const hosts = [
  { name: 'hz-shop', site: 'hangzhou', tags: ['shop'] },
  { name: 'hz-web', site: 'hangzhou', tags: ['shop'] },
  { name: 'sg-db', site: 'singapore', tags: ['db'] },
];

function watch(on: string, everyMs = 60_000): Watch {
  return { schema: 'ferryman.watch/1', id: `w-${on}`, on, ports: [], everyMs, by: { kind: 'config' } };
}

function known(host: string, changes: Partial<WatchedHost> = {}): WatchedHost {
  const at = minute(10);
  return { schema: 'ferryman.watched/1', host, tags: [], lookedAt: at, seenAt: at, faults: [], ...changes };
}

const fault = {
  cause: 'docker-dead',
  severity: 'critical' as const,
  subject: { kind: 'service', name: 'docker' },
  title: { en: 'Docker is not running', 'zh-CN': 'Docker 没有运行' },
  since: minute(5),
};

function read(changes: Partial<Read> = {}) {
  return statusOf({
    now,
    hosts,
    watches: [watch('shop')],
    watched: [],
    incidents: [],
    quiets: [],
    desk: { lookedAt: minute(10), awakeSince: minute(-600) },
    unseenLooks: 3,
    sites: [{ site: 'hangzhou', workers: 1 }, { site: 'singapore' }],
    queues: [],
    jobs: [],
    store: 'here',
    ...changes,
  });
}

const webSeenAt = (lookedAt: string) => read({ watched: [known('hz-web', { lookedAt })] }).hosts[1];

function quiet(on: string, until: string): Quiet {
  const because = 'Docker is updated';
  return { schema: 'ferryman.quiet/1', id: 'q', on, from: minute(0), until, because, byUserId: 'U1' };
}

function one(id: string, more: Parameters<typeof incidentOf>[1]) {
  return incidentOf([member('hz-web')], { id, ...more });
}

const states = (status: ReturnType<typeof read>) =>
  Object.fromEntries(status.hosts.map(({ name, state }) => [name, state]));

describe('a host', () => {
  test('is not watched, not looked at yet, or as it was seen', () => {
    const watched = [known('hz-web', { faults: [fault] })];
    expect(states(read({ watched }))).toEqual({
      'hz-shop': 'unknown',
      'hz-web': 'critical',
      'sg-db': 'unwatched',
    });
  });

  test('is nothing of what was known of it once its watch has ended', () => {
    const status = read({ watched: [known('sg-db', { faults: [fault] })] });
    expect(status.hosts[2]).toMatchObject({ state: 'unwatched', faults: [] });
  });

  test('has a late look after two intervals, and cannot be looked at when the desk would say so', () => {
    expect(webSeenAt(minute(8))).toMatchObject({ state: 'well', late: false });
    expect(webSeenAt(minute(7))).toMatchObject({ state: 'well', late: true });
    expect(webSeenAt(minute(5))).toMatchObject({ state: 'unseen', unseen: { since: minute(5) } });
  });

  test('is quiet by its name or its tag, as long as that lasts', () => {
    const { hosts: told } = read({ quiets: [quiet('shop', minute(11)), quiet('sg-db', minute(10))] });
    expect(told.map((host) => host.quiet?.because)).toEqual([
      'Docker is updated',
      'Docker is updated',
      undefined,
    ]);
  });

  test('says that Ferryman is changing it', () => {
    const job = { id: 'j', host: 'hz-web', since: minute(9), running: true };
    expect(read({ jobs: [{ ...job, kind: 'fix-apply' }] }).hosts[1]?.repaired).toBe(true);
    expect(read({ jobs: [{ ...job, kind: 'fix-plan' }] }).hosts[1]?.repaired).toBe(false);
  });
});

test('incidents: what is resolved is gone, the gravest comes first, of these the newest', () => {
  const incidents = [
    one('blind', { cause: 'could-not-look', severity: 'warning', openedAt: minute(9) }),
    one('old', { openedAt: minute(1) }),
    one('warning', { severity: 'warning', openedAt: minute(9) }),
    one('over', { state: 'resolved', resolvedAt: minute(9) }),
    one('flaps', { state: 'flapping', openedAt: minute(2) }),
    one('new', { openedAt: minute(8) }),
  ];
  expect(read({ incidents }).incidents.map(({ id }) => id)).toEqual([
    'new',
    'old',
    'flaps',
    'warning',
    'blind',
  ]);
});

test('queues in which there is nothing are left out', () => {
  const queue = { kind: 'logs', running: 0, waiting: 0 };
  expect(read({ queues: [queue, { ...queue, waiting: 1 }] }).queues).toHaveLength(1);
});

describe('what is about one name', () => {
  const whole = read({
    watched: [known('hz-web', { faults: [fault] })],
    incidents: [incidentOf([member('hz-web')]), incidentOf([member('sg-db')], { id: 'i2' })],
    queues: [{ kind: 'logs', site: 'singapore', running: 1, waiting: 0 }],
    jobs: [{ id: 'j', kind: 'logs', container: 'topapi', host: 'sg-db', since: minute(9), running: true }],
  });

  test.each([
    ['hz-web', ['hz-web'], ['i1'], 0],
    ['shop', ['hz-shop', 'hz-web'], ['i1'], 0],
    ['singapore', ['sg-db'], ['i2'], 1],
  ])('%s', (on, names, incidents, jobs) => {
    const status = narrowed(whole, on);
    expect(status?.hosts.map(({ name }) => name)).toEqual(names);
    expect(status?.incidents.map(({ id }) => id)).toEqual(incidents);
    expect([status?.jobs.length, status?.queues.length]).toEqual([jobs, jobs]);
  });

  test('is nothing where nothing is called that', () => {
    expect(narrowed(whole, 'shpo')).toBeUndefined();
  });
});
