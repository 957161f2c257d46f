import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { compare, firewallWorld, prepareSets } from './kernel/firewall.ts';
import { openTopology, type Topology } from './kernel/router.ts';
import { seedOf } from './kernel/seed.ts';
import { whyNoLab } from './skip.ts';

/**
 * Where a packet ends, and by which rule, is what the kernel does, for whatever is drawn: a client, a router with the rules and
 * a server, each a namespace of its own, and TCP and UDP packets from the client through the router, to the router, and from the
 * router. Delivered with the very addresses and ports that the model says, refused, or dropped; the rule that the model names
 * has to be one whose counter moved. Rules are read by the commands that a diagnosis runs.
 *
 * Drawn for iptables over nf_tables, legacy iptables, and both at once (and ip6tables): -s, -d, iprange, -i, -o with
 * wildcards, -p by name and number, --dport, --sport, multiport --dports, --sports, --ports, tcp flags and --syn, conntrack
 * (--ctstate with SNAT, DNAT, UNTRACKED; --ctorigdst, --ctorigsrc, --ctorigdstport, --ctproto, --ctdir, --ctstatus; several at
 * once), state, addrtype with --limit-iface-in, mark, connmark, sets (hash:ip, hash:net with nomatch, hash:ip,port, list:set),
 * comment, physdev --physdev-is-bridged, owner, rpfilter, pkttype, rt, most of them negated too; ACCEPT, DROP, REJECT, RETURN, jumps,
 * gotos, policies, MARK and CONNMARK with all their verbs, CT --notrack, DNAT (to an address, a port, a range of ports, the
 * router itself), REDIRECT, SNAT (INPUT too), MASQUERADE; all five tables.
 * Drawn for nftables (ip, ip6, inet; several base chains and tables at a hook, priorities on both sides of connection
 * tracking): addresses, ports, th, l4proto, ct state, mark, direction, status and original addresses and ports, meta mark,
 * iifname, oifname with patterns, fib types and fib oif missing, tcp flags, pkttype, ranges, inline and named sets, concatenations,
 * verdict maps, comparisons, marks that are set, reject, jump, goto, return, continue, dnat with maps, snat, masquerade, redirect.
 * Not drawn: what the model does not claim to know (limit, recent, string…), bridges, ICMP, packets of established connections.
 *
 * `FERRYMAN_LAB_SEED` draws the same again, `FERRYMAN_PROOF_RUNS` multiplies the number of rule sets.
 */
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
      let refusedByKernel = 0;
      await fc.assert(
        fc.asyncProperty(firewallWorld(family, PACKETS), async (world) => {
          const result = await compare(topology, world);
          expect(result.wrong).toEqual([]);
          if (result.refusedRules !== undefined) refusedByKernel += 1;
          fc.pre(result.refusedRules === undefined);
          rulesets += 1;
          for (const kind of ['delivered', 'refused', 'dropped'] as const) seen[kind] += result.seen[kind];
        }),
        { seed, numRuns: RULESETS * times, interruptAfterTimeLimit: 60_000 + times * 20_000 },
      );
      // What cannot be loaded proves nothing.
      expect(refusedByKernel).toBeLessThanOrEqual(2 + rulesets / 10);
      console.log(`IPv${family}: the kernel says the same of ${rulesets} rule sets: ${JSON.stringify(seen)}`);
    },
    120_000 + times * 60_000,
  );
});
