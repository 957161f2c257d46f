import { list, say, sentences } from '../../text/say.ts';
import { defineRule } from '../rule.ts';

/**
 * Seen: after a move `docker service ls` says that the swarm has no leader, or that this node is no manager any more; services are not
 * started again. Containers that already run go on.
 * Why: a swarm's managers know each other by addresses that were noted when they joined. This node has another one now, and the others
 * cannot find it (or it cannot find them).
 * Not seen: the other nodes. A single manager survives a change of its address, so an old address alone is no fault.
 */
export const swarmAddressChanged = defineRule({
  id: 'swarm-address-changed',
  title: say`A swarm still knows this node by its old address`,
  needs: ['network', 'dockerInfo'],
  evaluate: ({ network, dockerInfo }) => {
    const { swarmState, swarmAddress, swarmError } = dockerInfo;
    if (swarmAddress === undefined || swarmState === undefined || swarmState === 'inactive') return [];
    const own = network.addresses.map(({ address }) => address);
    if (own.includes(swarmAddress) || (swarmState === 'active' && swarmError === undefined)) return [];
    const now = own.filter((address) => !address.startsWith('127.') && !address.includes(':'));
    return [
      {
        severity: 'critical' as const,
        certainty: 'proven' as const,
        subject: { kind: 'swarm', name: swarmAddress },
        title: say`The swarm knows this node as ${swarmAddress}, an address that it has no longer`,
        explanation: sentences(
          say`The nodes of a swarm find each other by addresses that they noted when they joined.`,
          swarmError === undefined
            ? say`This node joined as ${swarmAddress} and has ${list(now)} now, so that managers do not find each other (state ${swarmState}).`
            : say`This node joined as ${swarmAddress} and has ${list(now)} now, so that managers do not find each other (state ${swarmState}: ${swarmError}).`,
          say`Services are neither started nor moved; what runs goes on.`,
        ),
        evidence: [
          {
            source: "docker info -f '{{json .Swarm}}'",
            lines: [`NodeAddr ${swarmAddress}, LocalNodeState ${swarmState}, Error ${swarmError ?? '-'}`],
          },
          { source: 'ip -4 addr', lines: own.filter((address) => !address.includes(':')) },
        ],
        falsifier: say`wrong if \`ip addr\` lists ${swarmAddress}, or \`docker node ls\` shows a leader`,
        fix: {
          summary: say`Let the node leave and join again under its new address, or make a new swarm from the state of this manager.`,
          commands: [
            say`# on a manager that is to survive alone:`,
            say`docker swarm init --force-new-cluster --advertise-addr <new address>`,
            say`# on the others:  docker swarm leave --force && docker swarm join …`,
          ],
          risk: say`force-new-cluster keeps services and secrets of this manager and forgets all other nodes. Back up /var/lib/docker/swarm with Docker stopped first.`,
        },
        explains: [],
      },
    ];
  },
});
