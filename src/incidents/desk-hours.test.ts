import { expect, test } from 'vitest';
import type { DeskHours } from '../report/desk-hours.ts';
import type { WatchedHost } from '../report/watched.ts';
import { deskHoursAfter, isHeld } from './desk-hours.ts';

const start = Date.parse('2026-11-23T08:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1_000).toISOString();

const looked = (lookedAt: number, more: Partial<WatchedHost> = {}): WatchedHost => ({
  schema: 'ferryman.watched/1',
  host: 'a',
  tags: [],
  lookedAt: at(lookedAt),
  seenAt: at(lookedAt),
  everyMs: 60_000,
  faults: [],
  ...more,
});

/** Somebody who comes every ten seconds. */
function desk() {
  let hours: DeskHours | undefined;
  return {
    at(seconds: number, { host, busy = false }: { host?: WatchedHost; busy?: boolean }) {
      const watched = new Map(host === undefined ? [] : [['a', host]]);
      const now = start + seconds * 1_000;
      hours = deskHoursAfter(hours, { now, watched, expected: ['a'], busy: new Set(busy ? ['a'] : []) });
      const held = (cause: string) =>
        host !== undefined && isHeld(host, cause, { quiet: hours?.quiet, now, unseenLooks: 3 });
      return { ...hours, held };
    },
  };
}

test('what a change left is announced when somebody has looked since it was over, not before', () => {
  const one = desk();
  const before = looked(30);
  expect(one.at(40, { host: before, busy: true }).held('daemon-down')).toBe(true);
  expect(one.at(50, { host: before }).held('daemon-down')).toBe(true);
  expect(one.at(60, { host: looked(45) }).held('daemon-down')).toBe(true);
  expect(one.at(70, { host: looked(65, { suspects: [] }) }).held('daemon-down')).toBe(true);
  const blind = looked(65, {
    seenAt: at(30),
    unseen: { since: at(65), looks: 3, because: { en: '', 'zh-CN': '' } },
  });
  expect(one.at(80, { host: blind }).held('daemon-down')).toBe(true);
  expect(one.at(80, { host: blind }).held('could-not-look')).toBe(false);
  expect(one.at(90, { host: looked(85) }).held('daemon-down')).toBe(false);
});

test('that nobody looks any more after a change is told all the same, once it lasts', () => {
  const one = desk();
  const host = looked(30);
  one.at(40, { host, busy: true });
  expect(one.at(50, { host }).held('could-not-look')).toBe(true);
  expect(one.at(100, { host }).held('could-not-look')).toBe(true);
  expect(one.at(300, { host }).held('could-not-look')).toBe(false);
});

test('a host is waited for since it was to be looked at, and the clock begins anew after a gap', () => {
  const one = desk();
  one.at(0, {});
  expect(one.at(10, {})).toMatchObject({ awakeSince: at(0), awaited: { a: at(0) } });
  expect(one.at(200, { host: looked(190) })).toMatchObject({ awakeSince: at(200), awaited: {} });
});
