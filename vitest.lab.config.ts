import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** By how long they take: whichever begins last decides when all of it is over, and their size says nothing about it. */
const longest = ['lab', 'fix-bridge-faults', 'fix-network', 'fix-bridge', 'image'];

function placeOf({ moduleId }: TestSpecification): number {
  const index = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return index === -1 ? longest.length : index;
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

/**
 * Real hosts: minutes instead of milliseconds. They mostly wait, so four of a file are up at once, and two files side by side. Nothing is
 * shared between two processes that own hosts: names, address ranges, cgroups and ports are whatever is free on this machine.
 */
export default defineConfig({
  test: {
    include: ['test/lab/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    maxConcurrency: 4,
    sequence: { sequencer: LongestFirst },
    testTimeout: 240_000,
    hookTimeout: 15 * 60_000,
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
});
