import { describe, expect, test } from 'vitest';
import { at, fault, watching } from '../../test/support/watching-team.ts';
import type { Fault } from '../report/watched.ts';

const port = (number: number): Fault => ({
  ...fault('unexplained'),
  subject: { kind: 'port', name: String(number) },
});

const namesOf = (team: ReturnType<typeof watching>) =>
  team.incidents().map(({ cause, members }) => [cause, members.map(({ host }) => host).join(' ')]);

describe('what no cause explains', () => {
  test('is shared by hosts where the same stopped answering at about the same time', () => {
    const team = watching();
    team.look(0, { a: [], b: [] });
    team.look(5, { a: [port(30_003)], b: [] });
    team.look(15, { a: [port(30_003)], b: [port(30_003)] });
    expect(namesOf(team)).toEqual([['unexplained', 'a b']]);
  });

  test('is told on its own where it is something else, or much later', () => {
    const team = watching();
    team.look(0, { web: [port(30_003)], db: [], other: [] });
    team.look(5, { web: [port(30_003)], db: [port(5432)], other: [] });
    team.look(300, { web: [port(30_003)], db: [port(5432)], other: [port(30_003)] });
    expect(namesOf(team)).toEqual([
      ['unexplained', 'web'],
      ['unexplained', 'db'],
      ['unexplained', 'other'],
    ]);
  });
});

describe('hosts that nobody can look at', () => {
  test('are one message where they were lost together, and another a day later', () => {
    const team = watching();
    team.look(0, { a: [], b: [], c: [] });
    for (const minutes of [5, 10, 15]) {
      team.blind(minutes, 'a');
      team.blind(minutes + 1, 'b');
    }
    expect(namesOf(team)).toEqual([['could-not-look', 'a b']]);
    for (const minutes of [1500, 1505, 1510]) team.blind(minutes, 'c');
    expect(namesOf(team)).toEqual([
      ['could-not-look', 'a b'],
      ['could-not-look', 'c'],
    ]);
  });
});

describe('severity', () => {
  const full: Fault = { ...fault('disk-full'), severity: 'warning' };

  test('is the worst of what is there now', () => {
    const team = watching();
    team.look(0, { a: [full], b: [] });
    expect(team.incidents()[0]?.severity).toBe('warning');
    team.look(5, { a: [{ ...full, severity: 'critical' }], b: [full] });
    expect(team.incidents()[0]).toMatchObject({
      severity: 'critical',
      members: [{ severity: 'critical' }, { severity: 'warning' }],
    });
    team.look(10, { a: [], b: [full] });
    expect(team.incidents()[0]?.severity).toBe('warning');
    team.look(15, { a: [], b: [] });
    expect(team.incidents()[0]).toMatchObject({ severity: 'warning', state: 'resolved' });
  });

  test('of a host that nobody can look at is critical: it may be down', () => {
    const team = watching();
    team.look(0, { a: [] });
    for (const minutes of [5, 10, 15]) team.blind(minutes, 'a');
    expect(team.incidents()).toMatchObject([{ cause: 'could-not-look', severity: 'critical' }]);
  });
});

describe('who is told', () => {
  test('of one cause on hosts of several teams, each team is told of its own', () => {
    const team = watching({ routeOf: ({ host }) => (host === 'b' ? ['#team', '#ops'] : ['#team']) });
    team.look(0, { a: [fault('disk-full')], b: [] });
    team.look(5, { a: [fault('disk-full')], b: [fault('disk-full')] });
    expect(team.incidents()).toMatchObject([
      { to: ['#team', '#ops'], members: [{ to: ['#team'] }, { to: ['#team', '#ops'] }] },
    ]);
  });

  test('whoever begins to watch what is broken already hears of it, and nobody who heard stops hearing', () => {
    let to = ['#team'];
    const team = watching({ routeOf: () => to });
    team.look(0, { a: [fault('disk-full')] });
    to = ['#ops'];
    team.look(5, { a: [fault('disk-full')] });
    expect(team.incidents()).toMatchObject([
      { to: ['#team', '#ops'], openedAt: at(0), members: [{ to: ['#team', '#ops'] }] },
    ]);
  });
});
