import { describe, expect, it } from 'vitest';
import { incidentOf, member, minute } from '../../test/support/incidents.ts';
import { chartRows } from './chart-rows.ts';

const day = 1_440;
const to = Date.parse(minute(0));
const rowsOf = (...incidents: ReturnType<typeof incidentOf>[]) => chartRows(incidents, () => undefined, to);

describe('the last seven days of a host', () => {
  it('are cut where they begin and end, and leave out what was before', () => {
    const { rows } = rowsOf(incidentOf([member('a', [-9 * day, -8 * day, -7.5 * day, -6 * day, -60])]));
    expect(rows[0]?.spans).toEqual([
      { from: minute(-7 * day), to: minute(-6 * day), state: 'critical' },
      { from: minute(-60), to: minute(0), state: 'critical' },
    ]);
  });

  it('hold one span where two causes of one kind are there at once', () => {
    const { rows } = rowsOf(
      incidentOf([member('a', [-100, -50])]),
      incidentOf([member('a', [-80, -20])], { cause: 'disk-full' }),
      incidentOf([member('a', [-90, -85])], { severity: 'warning' }),
    );
    expect(rows[0]?.spans).toEqual([
      { from: minute(-90), to: minute(-85), state: 'warning' },
      { from: minute(-100), to: minute(-20), state: 'critical' },
    ]);
  });

  it('tell apart what nobody could see', () => {
    const { rows } = rowsOf(
      incidentOf([member('a', [-100, -50])], { cause: 'could-not-look', severity: 'warning' }),
    );
    expect(rows[0]?.spans[0]?.state).toBe('unseen');
  });
});

describe('hosts of which only some can be drawn', () => {
  it('are those that have something now, then those that had it longest; by site and name', () => {
    const long = Array.from({ length: 12 }, (_, n) =>
      incidentOf([member(`long-${10 + n}`, [-500 - n, -100])]),
    );
    const now = incidentOf([member('now', [-1])]);
    const { rows, more } = chartRows(
      [...long, now],
      (host) => (host === 'now' ? undefined : host < 'long-16' ? 'b' : 'a'),
      to,
    );
    expect(more).toBe(1);
    expect(rows.map(({ host }) => host)).toEqual([
      ...[16, 17, 18, 19, 20, 21].map((n) => `long-${n}`),
      ...[11, 12, 13, 14, 15].map((n) => `long-${n}`),
      'now',
    ]);
  });
});
