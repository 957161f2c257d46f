import { expect, test } from 'vitest';
import { randomFrom } from '../random.ts';
import { drawPlan } from './plan.ts';

const minute = 60_000;
const options = {
  hosts: 12,
  lengthMs: 30 * minute,
  everyMs: minute,
  moments: [9, 13, 18].map((at) => at * minute),
};

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('no plan asks for what nobody could judge: seed %i', (seed) => {
  const { faults, herrings } = drawPlan(randomFrom(seed), options);
  expect(faults.length).toBeGreaterThan(24);
  expect(new Set(faults.map(({ kind }) => kind.cause)).size).toBeGreaterThanOrEqual(6);
  for (const one of faults) {
    // Two intervals to be told of, and two until its end is known.
    expect(one.to - one.from).toBeGreaterThan(2 * minute);
    expect(one.to + 2 * minute).toBeLessThan(options.lengthMs);
    const others = faults.filter((other) => other !== one && other.host === one.host);
    for (const other of others)
      expect(Math.max(one.from, other.from) - Math.min(one.to, other.to)).toBeGreaterThan(2 * minute);
    // From the third time on it flaps.
    expect(others.filter(({ kind }) => kind.cause === one.kind.cause).length).toBeLessThan(2);
    for (const { host, from, to } of herrings)
      expect(host !== one.host || to < one.from || from > one.to).toBe(true);
  }
});

test('about each moment some hosts break together, and others are mended', () => {
  const { faults } = drawPlan(randomFrom(1), options);
  for (const moment of options.moments) {
    const near = (at: number) => Math.abs(at - moment) < minute;
    const breaking = faults.filter(({ from }) => near(from));
    const causes = breaking.map(({ kind }) => kind.cause);
    expect(causes.some((cause) => causes.filter((other) => other === cause).length > 1)).toBe(true);
    expect(faults.some(({ to }) => near(to))).toBe(true);
  }
});

function times(seed: number) {
  return drawPlan(randomFrom(seed), options).faults.map(({ from, to }) => [from, to]);
}

test('the same seed draws the same plan', () => {
  expect(times(3)).toEqual(times(3));
  expect(times(3)).not.toEqual(times(4));
});
