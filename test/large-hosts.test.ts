import { expect, test } from 'vitest';

import { diagnoseSnapshot } from '../src/flows/diagnose.ts';
import { largeHosts } from './support/recorded-hosts.ts';

/** Milliseconds of this process on a core, of several runs the least: others may be busy on the machine. */
function leastWorkMs(run: () => unknown): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const begun = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1000;
    }),
  );
}

test.each(largeHosts().map((host) => [host.name, host] as const))(
  '%s is understood in less than half a second',
  (_, { snapshot }) => {
    expect(leastWorkMs(() => diagnoseSnapshot(snapshot))).toBeLessThan(500);
  },
);
