import { regionIn } from '../../model/region.ts';
import { say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { BEYOND_NEEDS, BEYOND_WANTS, lostBeyond, type LostBeyond } from './beyond.ts';

/**
 * Seen: after a move the application cannot reach its database, although name and route look right.
 * Why: the connection string still names the internal endpoint of the old region or of another cloud network. Its address is
 * a private one, which only machines of that network reach; here the gateway knows no way to it.
 * Not seen: which networks the cloud connects. Evidence is a private address of another range (or a name of another region)
 * behind a default route that is right, from which nothing comes back.
 */
export const dbEndpointOfOtherRegionOrVpc = defineRule({
  id: 'db-endpoint-of-other-region-or-vpc',
  title: say`A service that the host must reach is the internal endpoint of another network`,
  needs: BEYOND_NEEDS,
  wants: BEYOND_WANTS,
  evaluate: (views) => lostBeyond(views).filter(isElsewhere).map(finding),
});

function isElsewhere({ place, outcome, need, alive }: LostBeyond): boolean {
  if (alive || outcome.kind === 'reset-after-accept') return false;
  return (
    place === 'other-private' ||
    (place === 'same-cloud' && (regionIn(need.address) !== undefined || outcome.kind === 'unreachable'))
  );
}

function finding({ need, address, outcome, own, nextHop, evidence, keys }: LostBeyond): Finding {
  const region = regionIn(need.address);
  return {
    severity: 'critical',
    certainty: 'likely',
    subject: { kind: 'need', name: need.name },
    title: say`${need.name} is an internal address of another region or cloud network: nothing here leads to ${address}`,
    explanation: sentences(
      say`${address} is a private address, outside of this host's own network (${own}).`,
      region !== undefined && say`Its name, ${need.address}, says region ${region}.`,
      outcome.kind === 'unreachable'
        ? say`The host sends its packets to the gateway ${nextHop.address}, as it should, and the gateway answers that it knows no way there.`
        : say`The host sends its packets to the gateway ${nextHop.address}, as it should, and nothing ever comes back.`,
      say`Private addresses are known within one cloud network only; the internal endpoint of a database works for machines of its own network and region.`,
      say`After a move the connection string has to name the new database, or the networks have to be connected.`,
    ),
    evidence:
      need.address === address
        ? evidence
        : [{ source: `getent ahosts ${need.address}`, lines: [address] }, ...evidence],
    falsifier: say`wrong if another machine of this host's network reaches ${address}:${need.port}`,
    fix: {
      summary: say`Put the endpoint of the database in this region into the connection string; or connect the two networks (peering, a transit router).`,
      commands: [
        say`# connection string: the new endpoint instead of ${need.address}`,
        `ip route get ${address}`,
      ],
      risk: say`The new database needs the data and the accounts of the old one, and has to let this host in.`,
    },
    explains: keys,
  };
}
