import type { DigestFacts, DigestIncident } from '../../src/report/digest.ts';
import { minute } from './incidents.ts';

/** One who knows what a host may be called: markup, mentions, escapes. */
export const hostile = '<!channel> *a*\u001B[31m & <img src=x onerror=a()>';

export function digestIncident(host: string, more: Partial<DigestIncident> = {}): DigestIncident {
  return {
    id: `i-${host}`,
    cause: 'disk-full',
    severity: 'critical',
    state: 'open',
    openedAt: minute(0),
    headline: { en: `${host}: the disk is full`, 'zh-CN': `${host}：磁盘已满` },
    heldBack: false,
    lostSight: false,
    ...more,
  };
}

/** A day on which a bit of everything happened, told at 05:00 UTC. */
export function digestOf(more: Partial<DigestFacts> = {}): DigestFacts {
  return {
    schema: 'ferryman.digest/1',
    day: '2026-11-23',
    zone: 'Asia/Shanghai',
    from: minute(-1_260),
    to: minute(180),
    dueAt: minute(180),
    open: { total: 1, lines: [digestIncident('hz-shop', { causeAfterMs: 41_000 })] },
    resolved: {
      total: 1,
      lines: [
        digestIncident('hz-db', {
          state: 'resolved',
          severity: 'warning',
          openedAt: minute(60),
          resolvedAt: minute(72),
          heldBack: true,
        }),
      ],
    },
    sites: [
      { site: 'hangzhou', hosts: 3, critical: 1, warning: 0, unseen: 0, well: 2, unknown: 0 },
      { hosts: 2, critical: 0, warning: 0, unseen: 1, well: 0, unknown: 1 },
    ],
    silent: {
      total: 1,
      lines: [{ host: 'bastion', since: minute(20), because: { en: 'no route to it', 'zh-CN': '没有路由' } }],
    },
    fixes: {
      total: 1,
      lines: [{ id: 'fix00001', host: 'hz-db', result: 'fixed', reverts: false, at: minute(70) }],
    },
    answers: { total: 3, atLeast: false, withCause: 2, medianMs: 4_150 },
    chart: {
      from: minute(180 - 7 * 1_440),
      to: minute(180),
      rows: [
        { host: 'hz-db', site: 'hangzhou', spans: [{ from: minute(60), to: minute(72), state: 'warning' }] },
        {
          host: 'hz-shop',
          site: 'hangzhou',
          spans: [{ from: minute(0), to: minute(180), state: 'critical' }],
        },
        { host: 'bastion', spans: [{ from: minute(20), to: minute(180), state: 'unseen' }] },
      ],
      more: 2,
    },
    ...more,
  };
}

/** A day on which nothing happened, two hosts being well. */
export function quietDay(more: Partial<DigestFacts> = {}): DigestFacts {
  const none = { total: 0, lines: [] };
  return digestOf({
    open: none,
    resolved: none,
    silent: none,
    fixes: none,
    sites: [{ hosts: 2, critical: 0, warning: 0, unseen: 0, well: 2, unknown: 0 }],
    answers: { total: 0, atLeast: false, withCause: 0 },
    chart: { from: minute(180 - 7 * 1_440), to: minute(180), rows: [], more: 0 },
    ...more,
  });
}
