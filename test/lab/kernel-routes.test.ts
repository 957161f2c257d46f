import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { seedOf } from './kernel/seed.ts';
import { openNamespace, type Namespace } from './kernel/namespace.ts';
import { disagreements, prepare, routeWorld } from './kernel/routes.ts';
import { whyNoLab } from './skip.ts';

/**
 * The model's choice of a route is the kernel's, for whatever is drawn: nested and equal prefixes in several tables with
 * metrics, in IPv4 also equal ones by order of insertion; next hops and devices; blackhole, unreachable, prohibit and throw;
 * policy rules with from, to, iif, fwmark and mask, not, any priority, lookup with and without suppress_prefixlength, goto,
 * blackhole, unreachable, prohibit; the local table behind other rules. Asked are packets of the host with and without a
 * sender, and forwarded ones, with marks. Not drawn: tos, ports and users in rules, several next hops, IPv6 subtrees.
 *
 * `FERRYMAN_LAB_SEED` draws the same again, `FERRYMAN_PROOF_RUNS` multiplies the number of tables.
 */
const TABLES = 20;
const QUESTIONS = 60;

describe.skipIf(whyNoLab() !== undefined)('as `ip route get` answers', () => {
  const { seed, times } = seedOf('Routes');
  let namespace: Namespace;

  beforeAll(async () => {
    namespace = await openNamespace();
    await prepare(namespace);
  });
  afterAll(() => namespace.close());

  test.each([4, 6] as const)(
    'the model chooses for IPv%i',
    async (family) => {
      let asked = 0;
      await fc.assert(
        fc.asyncProperty(routeWorld(family, QUESTIONS), async (world) => {
          asked += world.questions.length;
          expect(await disagreements(namespace, world)).toEqual([]);
        }),
        { seed, numRuns: TABLES * times, interruptAfterTimeLimit: 60_000 + times * 20_000 },
      );
      console.log(`IPv${family}: the kernel says the same of ${asked} addresses`);
    },
    120_000 + times * 30_000,
  );
});
