import { connected, failed } from '../../model/attempts.ts';
import { isOpenToOutside, publishedPaths } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences, together } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';

type Seen = Pick<Views, 'rivals' | 'network' | 'question'> &
  Partial<Pick<Views, 'gateways' | 'containers' | 'attempts'>>;

/**
 * Seen: connections are refused or time out every now and then, and work again; ssh complains of another host key.
 * Why: a second machine in the subnet holds the same address (the old server, still on, after its disk was copied), and whoever
 * answers ARP last gets the packets.
 * Not seen: networks in which the gateway answers ARP for everybody, as most clouds do: its card address does not count.
 * An address that moves between machines by VRRP has a card address of its own kind.
 */
export const duplicateIp = defineRule({
  id: 'duplicate-ip',
  title: say`Another machine holds this host's address`,
  needs: ['rivals', 'network', 'question'],
  wants: ['gateways', 'containers', 'attempts'],
  evaluate: (views) => {
    const own = new Set(views.network.links.map(({ mac }) => mac));
    const routers = new Set((views.gateways ?? []).map(({ mac }) => mac));
    const real = views.rivals.filter(
      ({ mac }) => !own.has(mac) && !routers.has(mac) && !mac.startsWith('00:00:5e:00:01:'),
    );
    const byAddress = new Map(real.map((rival) => [rival.address, rival]));
    return [...byAddress.values()].map((rival) => findingFor(rival, views));
  },
});

function findingFor({ address, device, mac, text }: Seen['rivals'][number], views: Seen): Finding {
  const ownMac = views.network.links.find(({ name }) => name === device)?.mac ?? say`its own`;
  const lost = publishedPaths(views.containers ?? [], views.attempts).filter(
    ({ port, outcomes }) =>
      isOpenToOutside(port) && failed(outcomes.outside) && connected(outcomes.container),
  );
  return {
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'address', name: address },
    title: say`Another machine has this host's address ${address}`,
    explanation: sentences(
      say`Asked by ARP who has ${address}, a machine with the card address ${mac} answers; ${device} of this host has ${ownMac}.`,
      say`Packets for ${address} go to whichever of the two answered last, so connections work, are refused by the other machine or hang, and that changes by the minute.`,
      say`After a copy of a disk it is mostly the old server, which still runs.`,
    ),
    evidence: [
      { source: `arping -D -c 1 -I ${device} ${address}`, lines: [text] },
      { source: `ip link show dev ${device}`, lines: [together('link/ether ', ownMac)] },
    ],
    falsifier: say`wrong if \`arping -D -c 2 -I ${device} ${address}\` gets no reply`,
    fix: {
      summary: say`Find the machine with the card address ${mac} and give one of the two another address.`,
      commands: [
        say`ip neigh | grep -i ${mac}   # on a neighbour; or look it up in the switch, the hypervisor, the cloud's console`,
      ],
      risk: say`Whichever machine changes its address loses its connections. Do not take it from this host while it is your only way in.`,
    },
    explains: lost.map(({ port }) => `port:${port.hostPort}`),
  };
}
