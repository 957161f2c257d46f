import { regionIn } from '../../model/region.ts';
import { defineRule, type Finding } from '../rule.ts';
import { BEYOND_NEEDS, BEYOND_WANTS, lostBeyond, type LostBeyond, type Seen } from './beyond.ts';

/**
 * Seen: after a move the application cannot reach its database, although name and route look right.
 * Why: the connection string still names the internal endpoint of the old region or of another cloud network. Its address is
 * a private one, which only machines of that network reach; here the gateway knows no way to it.
 * Not seen: which networks the cloud connects. Evidence is a private address of another range (or a name of another region)
 * behind a default route that is right, from which nothing comes back.
 */
export const dbEndpointOfOtherRegionOrVpc = defineRule({
  id: 'db-endpoint-of-other-region-or-vpc',
  title: 'A service that the host must reach is the internal endpoint of another network',
  needs: BEYOND_NEEDS,
  wants: BEYOND_WANTS,
  evaluate: (views) =>
    lostBeyond(views)
      .filter(isElsewhere)
      .map((lost) => finding(lost, views)),
});

function isElsewhere({ place, outcome, need, alive }: LostBeyond): boolean {
  if (alive || outcome.kind === 'reset-after-accept') return false;
  return (
    place === 'other-private' ||
    (place === 'same-cloud' && (regionIn(need.address) !== undefined || outcome.kind === 'unreachable'))
  );
}

function finding({ need, address, outcome, route, evidence, keys }: LostBeyond, { network }: Seen): Finding {
  const own = network.hostSubnets.find(({ device }) => device === route.device);
  const region = regionIn(need.address);
  const named = region === undefined ? '' : ` Its name, ${need.address}, says region ${region}.`;
  return {
    severity: 'critical',
    certainty: 'likely',
    subject: { kind: 'need', name: need.name },
    title: `${need.name} is an internal address of another region or cloud network: nothing here leads to ${address}`,
    explanation: `${address} is a private address, outside of this host's own network (${own === undefined ? '?' : own.address}).${named} The host sends its packets to the gateway ${route.gateway ?? ''}, as it should, and ${outcome.kind === 'unreachable' ? 'the gateway answers that it knows no way there' : 'nothing ever comes back'}. Private addresses are known within one cloud network only; the internal endpoint of a database works for machines of its own network and region. After a move the connection string has to name the new database, or the networks have to be connected.`,
    evidence:
      need.address === address
        ? evidence
        : [{ source: `getent ahosts ${need.address}`, lines: [address] }, ...evidence],
    falsifier: `wrong if another machine of this host's network reaches ${address}:${need.port}`,
    fix: {
      summary: `Put the endpoint of the database in this region into the connection string; or connect the two networks (peering, a transit router).`,
      commands: [
        `# connection string: the new endpoint instead of ${need.address}`,
        `ip route get ${address}`,
      ],
      risk: 'The new database needs the data and the accounts of the old one, and has to let this host in.',
    },
    explains: keys,
  };
}
