import { constantFrom, assert as hold, integer, property, array, record, subarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, fault, watching } from '../../test/support/watching-team.ts';

const bridge = fault('bridge-subnet-overlap');

describe('an incident', () => {
  test('is opened once, stays while the fault does, and is over when it is gone', () => {
    const team = watching();
    team.look(0, { a: [] });
    for (const minutes of [5, 10, 15]) team.look(minutes, { a: [bridge] });
    team.look(20, { a: [] });
    team.look(25, { a: [] });
    expect(team.announced).toEqual([
      '5: i1 bridge-subnet-overlap open',
      '20: i1 bridge-subnet-overlap resolved',
    ]);
    expect(team.incidents()[0]).toMatchObject({ openedAt: at(5), resolvedAt: at(20) });
  });

  test('is one for all hosts that share a cause, and over when the last of them is well', () => {
    const team = watching();
    team.look(0, { a: [bridge], b: [bridge], c: [] });
    team.look(5, { a: [bridge], b: [bridge], c: [bridge] });
    team.look(10, { a: [], b: [], c: [bridge] });
    team.look(15, { a: [], b: [], c: [] });
    expect(team.announced).toEqual([
      '0: i1 bridge-subnet-overlap open',
      '15: i1 bridge-subnet-overlap resolved',
    ]);
    expect(team.incidents()[0]?.members.map(({ host, stints }) => [host, stints])).toEqual([
      ['a', [{ from: at(0), to: at(10) }]],
      ['b', [{ from: at(0), to: at(10) }]],
      ['c', [{ from: at(5), to: at(15) }]],
    ]);
  });

  test('is one of its own for each cause, and for each group of people that is told', () => {
    const team = watching({ routeOf: ({ host }) => (host === 'db' ? ['#databases'] : ['#migration']) });
    team.look(0, { a: [bridge, fault('port-not-published')], db: [bridge] });
    expect(team.incidents().map(({ cause, to }) => [cause, to])).toEqual([
      ['bridge-subnet-overlap', ['#migration']],
      ['port-not-published', ['#migration']],
      ['bridge-subnet-overlap', ['#databases']],
    ]);
  });

  test('knows a fault by its subject, not by its words', () => {
    const team = watching();
    team.look(0, { a: [bridge] });
    const changed = team.look(5, {
      a: [{ ...bridge, title: { en: 'said in other words', 'zh-CN': '换了说法' } }],
    });
    expect(team.announced).toHaveLength(1);
    expect(changed[0]).toMatchObject({ id: 'i1', members: [{ title: { en: 'said in other words' } }] });
    team.look(10, { a: [bridge, fault('bridge-subnet-overlap', 'br-shop')] });
    expect(team.incidents()[0]?.members.map(({ subject }) => subject.name)).toEqual(['docker0', 'br-shop']);
  });

  test('of a host that nobody watches any more is over, and says that nobody knows', () => {
    const team = watching();
    team.look(0, { a: [bridge], b: [] });
    team.look(5, { b: [] });
    expect(team.incidents()[0]).toMatchObject({
      state: 'resolved',
      members: [{ host: 'a', unwatched: true }],
    });
  });
});

describe('what comes and goes', () => {
  test('is known to have come as often as it did, though each time was an incident of its own', () => {
    const team = watching();
    for (const minutes of [0, 5, 10, 15, 20]) team.look(minutes, { a: minutes % 10 === 0 ? [bridge] : [] });
    const [last] = team.incidents().filter(({ state }) => state === 'flapping');
    expect(last?.members[0]?.stints).toEqual([
      { from: at(0), to: at(5) },
      { from: at(10), to: at(15) },
      { from: at(20) },
    ]);
  });

  test('is said to flap once, and is over when it has stayed away', () => {
    const team = watching();
    for (let minutes = 0; minutes <= 60; minutes += 5) {
      team.look(minutes, { a: minutes % 10 === 0 ? [bridge] : [] });
    }
    for (let minutes = 65; minutes <= 120; minutes += 5) team.look(minutes, { a: [] });
    expect(team.announced).toEqual([
      '0: i1 bridge-subnet-overlap open',
      '5: i1 bridge-subnet-overlap resolved',
      '10: i2 bridge-subnet-overlap open',
      '15: i2 bridge-subnet-overlap resolved',
      '20: i2 bridge-subnet-overlap flapping',
      '95: i2 bridge-subnet-overlap resolved',
    ]);
    // Known to be over later than it was.
    expect(team.incidents().at(-1)).toMatchObject({ resolvedAt: at(65), settledAt: at(95) });
  });

  test('seldom is an incident each time', () => {
    const team = watching();
    for (const minutes of [0, 120, 240]) {
      team.look(minutes, { a: [bridge] });
      team.look(minutes + 5, { a: [] });
    }
    expect(team.announced.filter((line) => line.endsWith('open'))).toHaveLength(3);
  });

  test('does not hide another host that gets the same', () => {
    const team = watching();
    for (const minutes of [0, 10, 20]) {
      team.look(minutes, { a: [bridge], b: [] });
      team.look(minutes + 5, { a: [], b: [] });
    }
    team.look(30, { a: [], b: [bridge] });
    expect(team.announced.at(-1)).toBe('30: i3 bridge-subnet-overlap open');
  });
});

describe('a host that nobody can look at', () => {
  test('is told only after that lasts, and is neither well nor ill meanwhile', () => {
    const team = watching();
    team.look(0, { a: [bridge], b: [] });
    team.blind(5, 'a');
    team.blind(10, 'a');
    expect(team.announced).toEqual(['0: i1 bridge-subnet-overlap open']);
    team.blind(15, 'a');
    expect(team.announced.at(-1)).toBe('15: i2 could-not-look open');
    expect(team.incidents().find(({ id }) => id === 'i1')?.state).toBe('open');
    team.look(20, { a: [], b: [] });
    expect(team.announced.slice(2)).toEqual([
      '20: i1 bridge-subnet-overlap resolved',
      '20: i2 could-not-look resolved',
    ]);
    expect(team.incidents().find(({ id }) => id === 'i2')?.openedAt).toBe(at(5));
  });

  test('for a moment is nobody’s concern', () => {
    const team = watching();
    team.look(0, { a: [] });
    team.blind(5, 'a');
    team.look(10, { a: [] });
    team.blind(15, 'a');
    team.look(20, { a: [] });
    expect(team.announced).toEqual([]);
  });
});

describe('planned work', () => {
  test('announces nothing new, and what is left of it is told when it is over', () => {
    let quiet = true;
    const team = watching({ isHeld: ({ host }) => quiet && host === 'a' });
    team.look(0, { a: [], b: [] });
    team.look(5, { a: [bridge, fault('daemon-down')], b: [] });
    team.look(10, { a: [bridge], b: [] });
    expect(team.announced).toEqual([]);
    quiet = false;
    team.look(15, { a: [bridge], b: [] });
    expect(team.announced).toEqual(['15: i1 bridge-subnet-overlap open']);
    expect(team.incidents()[0]?.openedAt).toBe(at(5));
  });

  test('does not keep an incident that was told already from ending', () => {
    let quiet = false;
    const team = watching({ isHeld: () => quiet });
    team.look(0, { a: [bridge] });
    quiet = true;
    team.look(5, { a: [bridge] });
    team.look(10, { a: [] });
    expect(team.announced.at(-1)).toBe('10: i1 bridge-subnet-overlap resolved');
  });
});

test('whatever hosts do, the same scene again changes nothing, and what is there is in one incident that is on', () => {
  const step = record({
    minutes: integer({ min: 1, max: 40 }),
    seen: record({
      a: subarray(['x', 'y']),
      b: subarray(['x', 'y']),
      c: subarray(['x', 'y']),
    }),
    blind: constantFrom('a', 'b', undefined),
  });
  hold(
    property(array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const team = watching();
      let now = 0;
      for (const { minutes, seen, blind } of steps) {
        now += minutes;
        const hosts = Object.fromEntries(
          Object.entries(seen).map(([host, causes]) => [host, causes.map((cause) => fault(cause))]),
        );
        const looked = blind === undefined || team.incidents().length === 0;
        if (looked) team.look(now, hosts);
        else team.blind(now, blind ?? '');
        const on = team.incidents().filter(({ state }) => state !== 'resolved');
        const open = on.flatMap(({ cause, members }) =>
          members
            .filter(({ stints }) => stints.at(-1)?.to === undefined)
            .map(({ host }) => `${host} ${cause}`),
        );
        expect(new Set(open).size).toBe(open.length);
        const there = Object.entries(seen).flatMap(([host, causes]) =>
          causes.map((cause) => `${host} ${cause}`),
        );
        expect(open).toEqual(expect.arrayContaining(looked ? there : []));
        expect(looked ? team.look(now, hosts) : []).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});
