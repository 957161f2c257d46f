import { expect, test } from 'vitest';
import { at, fault, watching } from '../../test/support/watching-team.ts';
import { portionOf } from './portion.ts';

const full = fault('disk-full');
const warning = { ...full, severity: 'warning' as const };

function shared() {
  const team = watching({ routeOf: ({ host }) => (host === 'b' ? ['#team', '#ops'] : ['#team']) });
  team.look(0, { a: [full], b: [] });
  team.look(5, { a: [full], b: [warning] });
  return team;
}

const portion = (team: ReturnType<typeof watching>, destination: string) => {
  const [incident] = team.incidents();
  return incident && portionOf(incident, destination);
};

test('each team hears of its own hosts, since when and how bad it is there', () => {
  const team = shared();
  expect(portion(team, '#team')).toEqual(team.incidents()[0]);
  expect(portion(team, '#ops')).toMatchObject({
    state: 'open',
    severity: 'warning',
    openedAt: at(5),
    members: [{ host: 'b' }],
  });
});

test('it is over for a team when its own hosts are well, and goes on for the others', () => {
  const team = shared();
  team.look(10, { a: [full], b: [] });
  expect(portion(team, '#ops')).toMatchObject({ state: 'resolved', resolvedAt: at(10) });
  expect(portion(team, '#team')).toMatchObject({ state: 'open' });
  team.look(15, { a: [], b: [] });
  expect(portion(team, '#ops')).toMatchObject({ state: 'resolved', resolvedAt: at(10) });
  expect(portion(team, '#team')).toMatchObject({ state: 'resolved', resolvedAt: at(15) });
});

test('whoever stands in for a lost channel hears of all', () => {
  const team = shared();
  expect(portion(team, '#default')).toEqual(team.incidents()[0]);
});
