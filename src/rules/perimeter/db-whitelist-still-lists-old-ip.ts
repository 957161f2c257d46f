import { regionIn } from '../../model/region.ts';
import { say, sentences } from '../../text/say.ts';
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
  title: say`A service that the host must reach lets in listed addresses only`,
  needs: BEYOND_NEEDS,
  wants: BEYOND_WANTS,
  evaluate: (views) =>
    lostBeyond(views)
      .filter((lost) => isFiltered(lost, views))
      .map(finding),
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

function finding({
  need,
  address,
  outcome,
  place,
  evidence,
  device,
  own,
  nextHop,
  keys,
}: LostBeyond): Finding {
  const { name, port } = need;
  return {
    severity: 'critical',
    certainty: 'likely',
    subject: { kind: 'need', name },
    title: say`${name} does not let this host in: most likely its list of allowed addresses lacks ${own}`,
    explanation: sentences(
      outcome.kind === 'reset-after-accept'
        ? say`${name} (${address}:${port}) takes the connection and closes it at once.`
        : say`${name} (${address}:${port}) does not answer.`,
      say`The host does its part: the route is right, its firewall lets the packets out, and they leave by ${device}.`,
      place === 'same-network'
        ? say`The machine with that address is there, it answers ARP.`
        : say`The gateway ${nextHop.address} takes the packets.`,
      say`A port that is closed would be refused; a filter keeps silent.`,
      say`Managed databases have a list of addresses that may connect, and after a move it still names the old server. It has to name this host's address, ${own} (or, over the Internet, its public one), never the address of a container.`,
    ),
    evidence,
    falsifier: say`wrong if the list of ${name} names ${own}, or if nobody else reaches ${name} on port ${port} either`,
    fix: {
      summary: say`Add ${own} to the allowed addresses (whitelist, security group) of ${name}, in the console of the database.`,
      commands: [say`# allowed addresses of ${name}: add ${own}/32`, `nc -vz -w 3 ${address} ${port}`],
      risk: say`None for others. Do not add 0.0.0.0/0, and take the old server out once nothing runs there.`,
    },
    explains: keys,
  };
}
