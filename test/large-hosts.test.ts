import { expect, test } from 'vitest';

import { diagnoseSnapshot } from '../src/flows/diagnose.ts';
import { largeHosts } from './support/recorded-hosts.ts';

/** Of several runs the fastest: this machine may be busy, and the code cannot be faster than it is. */
function fastestMs(run: () => unknown): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const begun = performance.now();
      run();
      return performance.now() - begun;
    }),
  );
}

test.each(largeHosts().map((host) => [host.name, host] as const))(
  '%s is understood in less than half a second',
  (_, { snapshot }) => {
    expect(fastestMs(() => diagnoseSnapshot(snapshot))).toBeLessThan(500);
  },
);
