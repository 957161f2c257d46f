import { describe, expect, it } from 'vitest';
import { incidentOf, member, minute } from '../../test/support/incidents.ts';
import type { Told } from '../report/told.ts';
import type { WatchedHost } from '../report/watched.ts';
import { digestFacts, type DigestScene } from './digest-facts.ts';

/** Minutes after 02:00 UTC, which is 10:00 in Shanghai. */
const ms = (n: number) => Date.parse(minute(n));

function host(name: string, more: Partial<WatchedHost> = {}): WatchedHost {
  return {
    schema: 'ferryman.watched/1',
    host: name,
    tags: [],
    lookedAt: minute(0),
    seenAt: minute(0),
    faults: [],
    ...more,
  };
}

function facts(more: Partial<DigestScene> = {}) {
  return digestFacts({
    day: '2026-11-23',
    zone: 'Asia/Shanghai',
    from: ms(0),
    to: ms(1_440),
    hosts: [],
    unseenLooks: 3,
    incidents: [],
    told: [],
    hours: undefined,
    did: { answers: [], fixes: [], full: false },
    headlineOf: ({ id }) => ({ en: id, 'zh-CN': id }),
    ...more,
  });
}

const over = (id: string, at: number) =>
  incidentOf([member('web-1', [at - 10, at])], { id, state: 'resolved', resolvedAt: minute(at) });
const told = (incident: string, destination: string, firstAt: number): Told => ({
  schema: 'ferryman.told/1',
  incident,
  destination,
  revision: 1,
  firstAt: minute(firstAt),
});

describe('what happened', () => {
  it('is what was over from the beginning on and before the end, so that no two digests tell the same', () => {
    const incidents = [over('before', -1), over('first', 0), over('last', 1_439), over('after', 1_440)];
    expect(facts({ incidents }).resolved.lines.map(({ id }) => id)).toEqual(['first', 'last']);
  });

  it('holds what was over before the beginning and not known to be, as what flaps is for a while', () => {
    const late = { ...over('late', -30), settledAt: minute(30) };
    const early = { ...over('early', 1_430), settledAt: minute(1_450) };
    expect(facts({ incidents: [late, early] }).resolved.lines.map(({ id }) => id)).toEqual(['late']);
  });

  it('is not what routes tell nobody', () => {
    const { open, resolved } = facts({
      incidents: [incidentOf([member('web-1')], { to: [] }), { ...over('i2', 60), to: [] }],
    });
    expect([open.total, resolved.total]).toEqual([0, 0]);
  });

  it('holds how long it took until somebody read the cause, wherever that was first', () => {
    const incidents = [incidentOf([member('web-1', [5])], { id: 'i1' })];
    const { open } = facts({ incidents, told: [told('i1', 'mail', 9), told('i1', 'team', 6)] });
    expect(open.lines[0]?.causeAfterMs).toBe(60_000);
  });

  it.each(['could-not-look', 'unexplained'])('knows no such time where no cause is known: %s', (cause) => {
    const incidents = [{ ...over('i1', 60), cause }];
    expect(facts({ incidents, told: [told('i1', 'team', 51)] }).resolved.lines[0]).not.toHaveProperty(
      'causeAfterMs',
    );
  });

  it('marks what waited for working hours, and nothing that did not', () => {
    const hours = {
      zone: 'Asia/Shanghai',
      from: 11 * 60,
      to: 19 * 60,
      days: ['mon' as const],
    };
    const { open } = facts({
      hours,
      incidents: [
        incidentOf([member('a', [0])], { id: 'at night', severity: 'warning' }),
        incidentOf([member('b', [1])], { id: 'critical' }),
        incidentOf([member('c', [90])], { id: 'by day', severity: 'warning' }),
      ],
    });
    expect(open.lines.map(({ id, heldBack }) => [id, heldBack])).toEqual([
      ['critical', false],
      ['at night', true],
      ['by day', false],
    ]);
  });

  it('does not call it over what only nobody watches any more', () => {
    const incidents = [
      incidentOf([member('web-1', [0, 60], { unwatched: true })], {
        state: 'resolved',
        resolvedAt: minute(60),
      }),
    ];
    expect(facts({ incidents }).resolved.lines[0]?.lostSight).toBe(true);
  });

  it('counts answers, and takes the median of those with a cause alone', () => {
    const answers = [answer('a', 9_000, true), answer('b', 3_000, true), answer('c', 100, false)];
    expect(facts({ did: { answers, fixes: [], full: false } }).answers).toEqual({
      total: 3,
      atLeast: false,
      withCause: 2,
      medianMs: 6_000,
    });
  });
});

describe('how things stand', () => {
  const unseen = { since: minute(20), looks: 3, because: { en: 'no route', 'zh-CN': '没有路由' } };
  const hosts = [
    host('a', { site: 'hangzhou' }),
    host('b', { site: 'hangzhou', unseen }),
    host('c', { site: 'beijing', unseen: { ...unseen, looks: 2 } }),
    host('d', { faults: [{ ...faultOf('critical'), since: minute(1) }] }),
  ];

  it('is told by site, those of no site last, and each host once', () => {
    const none = { critical: 0, warning: 0, unseen: 0, well: 0, unknown: 0 };
    expect(facts({ hosts }).sites).toEqual([
      { site: 'beijing', hosts: 1, ...none, well: 1 },
      { site: 'hangzhou', hosts: 2, ...none, well: 1, unseen: 1 },
      { hosts: 1, ...none, critical: 1 },
    ]);
  });

  it('names who is silent once, though there is an incident of it', () => {
    const incidents = [incidentOf([member('b', [20])], { cause: 'could-not-look', severity: 'warning' })];
    const { silent, open } = facts({ hosts, incidents });
    expect(silent.lines.map((one) => one.host)).toEqual(['b']);
    expect(open.total).toBe(0);
  });
});

function faultOf(severity: 'critical' | 'warning') {
  return {
    cause: 'disk-full',
    severity,
    subject: { kind: 'disk', name: '/' },
    title: { en: 'full', 'zh-CN': '已满' },
  };
}

function answer(job: string, afterMs: number, withCause: boolean) {
  return { job, at: minute(1), afterMs, withCause };
}
