import { describe, expect, test } from 'vitest';
import { incidentOf, member, minute } from '../../test/support/incidents.ts';
import { couldNotLook, type Incident } from '../report/incident.ts';
import type { HostTries, TriedFix } from '../report/tried.ts';
import type { WatchedHost } from '../report/watched.ts';
import { withTried } from './tried.ts';

const opened = incidentOf([member('web-1'), member('web-2', [2])]);

function looked(host: string, looks: number, more: Partial<WatchedHost> = {}): [string, WatchedHost] {
  const { cause, severity } = opened;
  const { subject, title } = member(host);
  const faults = [{ cause, severity, subject, title, since: minute(0), looks }];
  const at = minute(looks);
  return [host, { schema: 'ferryman.watched/1', host, tags: [], lookedAt: at, seenAt: at, faults, ...more }];
}

function did(host: string, more: Partial<Pick<HostTries, 'fixes' | 'diagnoses'>>): [string, HostTries] {
  return [host, { schema: 'ferryman.host-tries/1', host, fixes: [], diagnoses: [], ...more }];
}

const fix = (at: number, more: Partial<TriedFix> = {}): TriedFix => ({
  id: `fix${at}`,
  result: 'undone',
  byUserId: 'U0LIN',
  at: minute(at),
  ...more,
});

const scene = (
  watched: readonly [string, WatchedHost][] = [],
  tries: readonly [string, HostTries][] = [],
) => ({ watched: new Map(watched), tries: new Map(tries) });

describe('what was tried', () => {
  test('is told anew when it was looked at twice as often, and not for each look', () => {
    let incident: Incident = opened;
    const told: number[] = [];
    for (let looks = 1; looks <= 100; looks += 1) {
      const after = withTried(incident, incident, scene([looked('web-1', looks), looked('web-2', 1)]));
      if (after !== incident) told.push(looks);
      incident = after;
    }
    expect(told).toEqual([4, 8, 16, 32, 64]);
    expect(incident).toMatchObject({ revision: 6, tried: { looks: 64, lookedAt: minute(64) } });
  });

  test('is told at once where somebody had something done there since, and once', () => {
    const tries = [
      did('web-1', {
        fixes: [fix(-5), fix(3)],
        diagnoses: [{ job: 'j1', byUserId: 'U0ANNA', at: minute(4) }],
      }),
      did('db', { fixes: [fix(4)] }),
    ];
    const after = withTried(opened, opened, scene([], tries));
    expect(after).toMatchObject({
      revision: 2,
      tried: { fixes: [{ ...fix(3), host: 'web-1' }], diagnoses: [{ job: 'j1', host: 'web-1' }] },
    });
    expect(withTried(after, after, scene([], tries))).toBe(after);
  });

  test('comes with what else has changed, which counts as one change', () => {
    const next = { ...opened, severity: 'warning', revision: 2 } as const;
    expect(withTried(opened, next, scene([looked('web-1', 3)]))).toMatchObject({
      revision: 2,
      tried: { looks: 3 },
    });
    expect(withTried(undefined, opened, scene())).toBe(opened);
  });

  test('of what is over holds what was done while it lasted', () => {
    const tries = [did('web-1', { fixes: [fix(3, { result: 'fixed' }), fix(9)] })];
    const before: Incident = {
      ...opened,
      tried: { looks: 4, lookedAt: minute(4), fixes: [], diagnoses: [] },
    };
    const over: Incident = { ...before, state: 'resolved', resolvedAt: minute(5), revision: 2 };
    const { tried } = withTried(before, over, scene([looked('web-1', 0, { faults: [] })], tries));
    expect(tried).toMatchObject({ looks: 4, lookedAt: minute(4), fixes: [{ id: 'fix3', host: 'web-1' }] });
  });

  test('of a host that nobody could look at counts the looks that saw nothing', () => {
    const blind = incidentOf([member('web-1')], { cause: couldNotLook });
    const because = { en: 'timed out', 'zh-CN': '超时' };
    const unseen = { since: minute(0), looks: 7, because };
    expect(withTried(blind, blind, scene([looked('web-1', 7, { unseen })]))).toMatchObject({
      tried: { looks: 7, lookedAt: minute(7) },
    });
  });
});
