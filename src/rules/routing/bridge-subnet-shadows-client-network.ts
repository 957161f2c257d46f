import type { HalfOpen } from '../../facts/half-open.ts';
import { addressIn, formatPrefix } from '../../model/prefix.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences } from '../../text/say.ts';
import { moveBridge } from './move-bridge.ts';
import { defineRule, type Finding } from '../rule.ts';
import { shadowOver, type Shadowed } from './shadow.ts';

type Seen = Pick<Views, 'network' | 'bridges' | 'containers' | 'routeAnswers' | 'question'> &
  Partial<Pick<Views, 'halfOpen' | 'neighbours'>>;

/**
 * Seen: a published port answers from the Internet and from other offices, and times out from one office, VPN or jump host.
 * Why: a Docker network took the range that those clients are in, so that the answers to them are sent into the bridge.
 * Their packets arrive; the kernel's table of connections keeps them half open.
 * Not seen: clients that do not try while the host is read. With a strict reverse-path filter their packets are dropped
 * before the kernel notes a connection.
 */
export const bridgeSubnetShadowsClientNetwork = defineRule({
  id: 'bridge-subnet-shadows-client-network',
  title: say`A Docker network covers the addresses of clients`,
  needs: ['network', 'bridges', 'containers', 'routeAnswers', 'question', 'halfOpen'],
  wants: ['neighbours', 'daemonSetup'],
  evaluate: (views) => {
    const byBridge = new Map<string, Client[]>();
    for (const client of clientsOf(views)) {
      const { device } = client.shadow.bridge;
      byBridge.set(device, [...(byBridge.get(device) ?? []), client]);
    }
    return [...byBridge.values()].flatMap((clients) => findingFor(clients, views));
  },
});

interface Client {
  readonly address: string;
  readonly shadow: Shadowed;
  readonly tries: readonly HalfOpen[];
}

function clientsOf(views: Seen): readonly Client[] {
  const own = new Set(views.network.addresses.map(({ address }) => address));
  const tries = (views.halfOpen ?? []).filter(({ from, to }) => own.has(to) && !own.has(from));
  const neighbours = neighboursByCard(views);
  const addresses = [...tries.map(({ from }) => from), ...neighbours, views.question.client ?? ''];
  return [...new Set(addresses)].flatMap((address) => {
    const shadow = address === '' || own.has(address) ? undefined : shadowOver(address, views);
    if (shadow === undefined) return [];
    return [{ address, shadow, tries: tries.filter(({ from }) => from === address) }];
  });
}

/** Whoever asked for this host's address on the card's own wire, and is looked for in a bridge. */
function neighboursByCard({ neighbours = [], network }: Seen): readonly string[] {
  return neighbours
    .filter(({ address, device, mac }) =>
      network.hostSubnets.some(
        (card) => card.device === device && mac !== undefined && addressIn(address, card.prefix),
      ),
    )
    .map(({ address }) => address);
}

function findingFor(clients: readonly Client[], views: Seen): Finding[] {
  const [first] = clients;
  if (first === undefined) return [];
  const { bridge, route } = first.shadow;
  const tries = clients.flatMap((client) => client.tries);
  const silent = (views.neighbours ?? []).filter(
    ({ address, device, state }) =>
      device === bridge.device &&
      (state === 'FAILED' || state === 'INCOMPLETE') &&
      clients.some((client) => client.address === address),
  );
  const ports = [...new Set(tries.map(({ port }) => port))];
  const names = list(
    clients.slice(0, 4).map(({ address }) => address),
    'and',
  );
  const range = formatPrefix(bridge.prefix);
  return [
    {
      severity: tries.length > 0 ? 'critical' : 'warning',
      certainty: tries.length > 0 ? 'proven' : 'likely',
      subject: { kind: 'bridge', name: bridge.device },
      title: say`Answers to clients in ${range} go into the Docker network ${bridge.network}`,
      explanation: sentences(
        clients.length > 1
          ? say`Docker network ${bridge.network} (${bridge.device}) holds ${range}, and ${names} are clients outside this host with an address in that range.`
          : say`Docker network ${bridge.network} (${bridge.device}) holds ${range}, and ${names} is a client outside this host with an address in that range.`,
        tries.length > 0
          ? say`Connections from there to port ${list(ports, 'and')} arrive, but the answers are sent into ${bridge.device}, where nobody has the address, so for those clients everything on this host times out.`
          : say`Packets from there arrive, but the answers are sent into ${bridge.device}, where nobody has the address, so for those clients everything on this host times out.`,
        say`Clients with other addresses notice nothing.`,
      ),
      evidence: [
        { source: route.evidence.source, lines: [...route.evidence.lines] },
        ...(tries.length > 0
          ? [
              {
                source: say`half-open connections (/proc/net/nf_conntrack, ss)`,
                lines: tries.slice(0, 3).map(({ text }) => text),
              },
            ]
          : []),
        ...(silent.length > 0
          ? [
              {
                source: 'ip neigh',
                lines: silent.map(({ address, device, state }) => `${address} dev ${device} ${state}`),
              },
            ]
          : []),
      ],
      falsifier: say`wrong if \`ip route get ${first.address}\` does not say dev ${bridge.device}`,
      fix: moveBridge({ bridge }, views),
      explains: ports.flatMap((port) => [`port:${port}`]),
    },
  ];
}
