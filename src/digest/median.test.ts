import { array, assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { median } from './median.ts';

it.each([
  [[], undefined],
  [[7], 7],
  [[9, 1, 4], 4],
  [[10, 2, 4, 1], 3],
])('the median of %j is %s', (values, middle) => {
  expect(median(values)).toBe(middle);
});

it('has as many values above it as below it, in whatever order they come', () => {
  const some = array(integer({ min: 0, max: 1_000 }), { minLength: 1 });
  assert(
    property(some, (values) => {
      const middle = median(values) ?? Number.NaN;
      expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
      expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
    }),
  );
});
