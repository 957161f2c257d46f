import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { compare, firewallWorld, prepareSets } from './kernel/firewall.ts';
import { openTopology, type Topology } from './kernel/router.ts';
import { seedOf } from './kernel/seed.ts';
import { whyNoLab } from './skip.ts';

const RULESETS = 12;
const PACKETS = 10;

describe.skipIf(whyNoLab() !== undefined)('as real packets fare', () => {
  const { seed, times } = seedOf('Rules');
  let topology: Topology;

  beforeAll(async () => {
    topology = await openTopology();
    await prepareSets(topology);
  });
  afterAll(() => topology.close());

  test.each([4, 6] as const)(
    'the model lets through, refuses and drops IPv%i, and names the same rule',
    async (family) => {
      const seen = { delivered: 0, refused: 0, dropped: 0 };
      let rulesets = 0;
      await fc.assert(
        fc.asyncProperty(firewallWorld(family, PACKETS), async (world) => {
          const result = await compare(topology, world);
          expect(result.wrong).toEqual([]);
          fc.pre(result.refusedRules === undefined);
          rulesets += 1;
          for (const kind of ['delivered', 'refused', 'dropped'] as const) seen[kind] += result.seen[kind];
        }),
        { seed, numRuns: RULESETS * times, interruptAfterTimeLimit: 60_000 + times * 20_000 },
      );
      console.log(`IPv${family}: the kernel says the same of ${rulesets} rule sets: ${JSON.stringify(seen)}`);
    },
    120_000 + times * 60_000,
  );
});
