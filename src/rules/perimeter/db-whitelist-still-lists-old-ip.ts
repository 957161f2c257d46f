import { regionIn } from '../../model/region.ts';
import { defineRule, type Finding } from '../rule.ts';
import { BEYOND_NEEDS, BEYOND_WANTS, isPublic, lostBeyond, type LostBeyond, type Seen } from './beyond.ts';
import { connected } from '../../model/attempts.ts';

/**
 * Seen: a managed database does not answer this host, or takes the connection and closes it at once; other servers reach it.
 * Why: managed databases let in listed addresses only. The list still names the old server, not this one; or it names the
 * address of a container, which nobody outside ever sees.
 * Not seen: the list. That the packets leave by the right card, and that somebody takes them (the machine itself on the same
 * network, else the gateway), is all that a host can show; so it is likely, not proven.
 */
export const dbWhitelistStillListsOldIp = defineRule({
  id: 'db-whitelist-still-lists-old-ip',
  title: 'A service that the host must reach lets in listed addresses only',
  needs: BEYOND_NEEDS,
  wants: BEYOND_WANTS,
  evaluate: (views) =>
    lostBeyond(views)
      .filter((lost) => isFiltered(lost, views))
      .map((lost) => finding(lost, views)),
});

function isFiltered({ place, outcome, need, alive }: LostBeyond, views: Seen): boolean {
  if (outcome.kind === 'reset-after-accept') return true;
  // The machine answers, this port does not: somebody filters it.
  if (alive) return true;
  if (outcome.kind !== 'timed-out') return false;
  switch (place) {
    case 'same-network':
      return true;
    case 'same-cloud':
      return regionIn(need.address) === undefined;
    case 'public':
      // The Internet answers otherwise: then it is this service that does not.
      return views.question.needs.some(
        (other) => isPublic(other.resolved[0] ?? '::') && connected(views.attempts.toNeed(other.name)),
      );
    case 'other-private':
      return false;
  }
  return place satisfies never;
}

function finding(
  { need, address, outcome, place, evidence, route, keys }: LostBeyond,
  { network }: Seen,
): Finding {
  const own = network.hostSubnets.find(({ device }) => device === route.device)?.address ?? 'its own address';
  const closes = outcome.kind === 'reset-after-accept';
  const there =
    place === 'same-network'
      ? `The machine with that address is there, it answers ARP`
      : `The gateway ${route.gateway ?? ''} takes the packets`;
  return {
    severity: 'critical',
    certainty: 'likely',
    subject: { kind: 'need', name: need.name },
    title: `${need.name} does not let this host in: most likely its list of allowed addresses lacks ${own}`,
    explanation: `${closes ? `${need.name} (${address}:${need.port}) takes the connection and closes it at once` : `${need.name} (${address}:${need.port}) does not answer`}. The host does its part: the route is right, its firewall lets the packets out, and they leave by ${route.device ?? 'the card'}. ${there}. A port that is closed would be refused; a filter keeps silent. Managed databases have a list of addresses that may connect, and after a move it still names the old server. It has to name this host's address, ${own} (or, over the Internet, its public one), never the address of a container.`,
    evidence,
    falsifier: `wrong if the list of ${need.name} names ${own}, or if nobody else reaches ${need.name} on port ${need.port} either`,
    fix: {
      summary: `Add ${own} to the allowed addresses (whitelist, security group) of ${need.name}, in the console of the database.`,
      commands: [`# allowed addresses of ${need.name}: add ${own}/32`, `nc -vz -w 3 ${address} ${need.port}`],
      risk: 'None for others. Do not add 0.0.0.0/0, and take the old server out once nothing runs there.',
    },
    explains: keys,
  };
}
