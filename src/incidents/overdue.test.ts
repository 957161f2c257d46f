import { expect, test } from 'vitest';
import type { Incident } from '../report/incident.ts';
import type { WatchedHost } from '../report/watched.ts';
import { type Overdue, withOverdue } from './overdue.ts';

const minute = 60_000;
const start = Date.parse('2026-11-23T08:00:00.000Z');
const host: WatchedHost = {
  schema: 'ferryman.watched/1',
  host: 'hz-shop',
  site: 'hangzhou',
  tags: [],
  lookedAt: '2026-11-23T08:00:00.000Z',
  seenAt: '2026-11-23T08:00:00.000Z',
  faults: [],
};
const expected = new Map([['hz-shop', { everyMs: 5 * minute, site: 'hangzhou', tags: ['shop'] }]]);

const isoAt = (minutes: number) => new Date(start + minutes * minute).toISOString();

function after(
  minutes: number,
  { hosts = [host], ...scene }: Partial<Overdue> & { hosts?: WatchedHost[] } = {},
) {
  const [one] = withOverdue(hosts, expected, {
    now: start + minutes * minute,
    desk: { awakeSince: isoAt(-60) },
    unseenLooks: 3,
    incidents: [],
    because: (site) => ({ en: `nobody works for ${site}`, 'zh-CN': `${site} 没有工作进程` }),
    ...scene,
  });
  return one;
}

test('a host that nobody looks at any more is one that nobody could look at, since the last look', () => {
  expect(after(19)).toBe(host);
  expect(after(20)?.unseen).toEqual({
    since: host.lookedAt,
    looks: 3,
    because: { en: 'nobody works for hangzhou', 'zh-CN': 'hangzhou 没有工作进程' },
  });
});

test('what was missed while nobody was at the desk is nobody’s silence', () => {
  const desk = { awakeSince: isoAt(595) };
  expect(after(600, { desk })).toBe(host);
  expect(after(620, { desk })?.unseen?.since).toBe(host.lookedAt);
});

/** As people were told. */
function toldUnseen(from: string): Incident {
  const subject = { kind: 'host', name: 'hz-shop' };
  const title = { en: '', 'zh-CN': '' };
  return {
    schema: 'ferryman.incident/1',
    id: 'i1',
    cause: 'could-not-look',
    severity: 'critical',
    to: [],
    state: 'open',
    openedAt: from,
    members: [{ host: 'hz-shop', subject, title, stints: [{ from }] }],
    revision: 1,
  };
}

test('what people were told stays so until somebody looks again, though the desk was away meanwhile', () => {
  const scene = { desk: { awakeSince: isoAt(24) }, incidents: [toldUnseen(host.lookedAt)] };
  expect(after(25, scene)?.unseen?.since).toBe(host.lookedAt);
  const again = { ...host, lookedAt: isoAt(24), seenAt: isoAt(24) };
  expect(after(25, { ...scene, hosts: [again] })).toBe(again);
});

test('who is to be looked at more often from now on is not late by that', () => {
  const hourly = { ...host, everyMs: 60 * minute };
  expect(after(50, { hosts: [hourly] })).toBe(hourly);
  expect(after(240, { hosts: [hourly] })?.unseen).toBeDefined();
});

test('one that nobody has ever looked at counts from when it was waited for, and stays told', () => {
  const desk = { awakeSince: isoAt(-60), awaited: { 'hz-shop': isoAt(0) } };
  expect(after(19, { hosts: [], desk })).toBeUndefined();
  expect(after(20, { hosts: [], desk })).toMatchObject({
    host: 'hz-shop',
    site: 'hangzhou',
    tags: ['shop'],
    unseen: { since: isoAt(0), looks: 3 },
  });
  const restarted = { desk: { awakeSince: isoAt(30) }, incidents: [toldUnseen(isoAt(0))] };
  expect(after(31, { hosts: [], ...restarted })?.unseen?.since).toBe(isoAt(0));
});

test('a host that is not watched is left as it is', () => {
  const known = withOverdue([host], new Map(), {
    now: start + 999 * minute,
    desk: undefined,
    incidents: [],
    unseenLooks: 3,
    because: () => ({ en: '', 'zh-CN': '' }),
  });
  expect(known).toEqual([host]);
});
