import { expect, test } from 'vitest';
import type { Incident } from '../report/incident.ts';
import { type Told, toldKey } from '../report/told.ts';
import { failedOf, passedOf, toldOf, whatIsDue, type Due } from './due.ts';

const start = Date.parse('2026-11-23T08:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1_000).toISOString();

const incident: Incident = {
  schema: 'ferryman.incident/1',
  id: 'i1',
  cause: 'bridge-subnet-overlap',
  severity: 'critical',
  to: ['team', 'oncall'],
  state: 'open',
  openedAt: at(0),
  members: [
    {
      host: 'hz-shop',
      subject: { kind: 'network', name: 'docker0' },
      title: { en: 'overlap', 'zh-CN': '重叠' },
      stints: [{ from: at(0) }],
    },
  ],
  revision: 1,
};

function remembered(...told: readonly Told[]): ReadonlyMap<string, Told> {
  return new Map(told.map((one) => [toldKey(one), one]));
}

function first(dues: readonly Due[]): Due {
  const [due] = dues;
  if (due === undefined) throw new Error('nothing is due');
  return due;
}

test('each destination is told by itself, and nothing twice', () => {
  const dues = whatIsDue([incident], new Map(), start);
  expect(dues.map(({ destination }) => destination)).toEqual(['team', 'oncall']);
  const told = remembered(toldOf(first(dues), 'C1/1.2', start));
  expect(whatIsDue([incident], told, start).map(({ destination }) => destination)).toEqual(['oncall']);
  const later = { ...incident, revision: 2, state: 'resolved' as const };
  expect(whatIsDue([later], told, start)[0]?.told).toMatchObject({ place: 'C1/1.2', state: 'open' });
});

test('when a destination heard of it first is kept, whatever comes later', () => {
  const due = first(whatIsDue([{ ...incident, to: ['team'] }], new Map(), start));
  const told = toldOf({ ...due, told: failedOf(due, 'Slack is down', start) }, 'C1/1.2', start + 7_000);
  expect(told.firstAt).toBe(at(7));
  expect(
    toldOf({ incident: { ...incident, revision: 2 }, destination: 'team', told }, 'C1/1.2', start + 60_000)
      .firstAt,
  ).toBe(at(7));
});

test('what began and ended while nobody could be told is told all the same', () => {
  const over = { ...incident, revision: 7, state: 'resolved' as const };
  expect(whatIsDue([over], new Map(), start)).toHaveLength(2);
});

test('what failed is tried again ever more seldom, five minutes apart at most', () => {
  const due = first(whatIsDue([{ ...incident, to: ['team'] }], new Map(), start));
  let told = due.told;
  const waits: number[] = [];
  let now = start;
  for (let times = 0; times < 9; times += 1) {
    told = failedOf({ ...due, told }, 'Slack is down', now);
    const failedAt = now;
    while (whatIsDue([{ ...incident, to: ['team'] }], remembered(told), now).length === 0) now += 1_000;
    waits.push((now - failedAt) / 1_000);
  }
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  expect(toldOf({ ...due, told }, undefined, now).failed).toBeUndefined();
});

test('the oldest comes first', () => {
  const older = { ...incident, id: 'i0', openedAt: at(-60), to: ['team'] };
  expect(whatIsDue([incident, older], new Map(), start).map(({ incident: { id } }) => id)).toEqual([
    'i0',
    'i1',
    'i1',
  ]);
});

test('who heard of it in place of a destination that was lost goes on hearing of it, once it heard', () => {
  const [due] = whatIsDue([incident], new Map(), start, () => ['mail']);
  if (due === undefined) throw new Error('nothing is due');
  const later = { ...incident, revision: 2 };
  const whom = (told: Told) =>
    whatIsDue([later], remembered(told), start + 3_600_000).map(({ destination }) => destination);
  expect(whom(toldOf(due, 'm1', start))).toEqual(['team', 'oncall', 'mail']);
  expect(whom(failedOf(due, 'no answer', start))).toEqual(['team', 'oncall']);
});

test('what is past is told nobody any more, unless it comes again', () => {
  const past = { ...incident, to: ['team'], revision: 3, state: 'resolved' as const };
  const told = passedOf(first(whatIsDue([past], new Map(), start)));
  expect(whatIsDue([past], remembered(told), start)).toEqual([]);
  const [again] = whatIsDue([{ ...past, revision: 4, state: 'flapping' }], remembered(told), start);
  expect(again?.told).not.toHaveProperty('state');
});
