import { expect, test } from 'vitest';
import type { WatchedHost } from '../report/watched.ts';
import { withOverdue } from './overdue.ts';

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
const expected = new Map([['hz-shop', { everyMs: 5 * minute, site: 'hangzhou' }]]);

function after(minutes: number, awakeSince = start - 60 * minute): WatchedHost | undefined {
  return withOverdue([host], expected, {
    now: start + minutes * minute,
    awakeSince,
    unseenLooks: 3,
    because: (site) => ({ en: `nobody works for ${site}`, 'zh-CN': `${site} 没有工作进程` }),
  })[0];
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
  expect(after(600, start + 595 * minute)).toBe(host);
  expect(after(620, start + 595 * minute)?.unseen?.since).toBe(host.lookedAt);
});

test('a host that is not watched is left as it is', () => {
  const known = withOverdue([host], new Map(), {
    now: start + 999 * minute,
    awakeSince: start,
    unseenLooks: 3,
    because: () => ({ en: '', 'zh-CN': '' }),
  });
  expect(known).toEqual([host]);
});
