import { parsePrefix, addressIn, contains, formatPrefix, samePrefix } from '../model/prefix.ts';
import { hasConnectedRoute, type BridgeSubnet, type DeviceSubnet } from '../model/network.ts';
import { suggestSubnet } from '../model/free-subnet.ts';
import { outcomesOf } from '../model/attempts.ts';
import type { Container } from '../model/containers.ts';
import type { RouteAnswer } from '../model/route-answers.ts';
import type { Views } from '../model/views.ts';
import type { Evidence, Remedy } from '../report/report.ts';
import { attemptEvidence, list } from './evidence.ts';
import type { Finding } from './rule.ts';

/** What the two overlap rules look at. */
export type OverlapViews = Pick<Views, 'network' | 'bridges' | 'containers' | 'routeAnswers' | 'question'> &
  Partial<Pick<Views, 'neighbours' | 'attempts'>>;

export interface Overlap {
  readonly bridge: BridgeSubnet;
  readonly host: DeviceSubnet;
}

export function overlapsOf(
  { network, bridges }: OverlapViews,
  relation: (bridge: BridgeSubnet, host: DeviceSubnet) => boolean,
): readonly Overlap[] {
  return bridges.flatMap((bridge) =>
    network.hostSubnets
      .filter((host) => host.device !== bridge.device && relation(bridge, host))
      .map((host) => ({ bridge, host })),
  );
}

export const equals = (bridge: BridgeSubnet, host: DeviceSubnet) => samePrefix(bridge.prefix, host.prefix);

export const covers = (bridge: BridgeSubnet, host: DeviceSubnet) =>
  contains(bridge.prefix, host.prefix) && !samePrefix(bridge.prefix, host.prefix);

/** Who suffers: containers whose packets leave by the wrong device, and neighbours of the host that the bridge swallows. */
export interface Harm {
  readonly lost: readonly { readonly container: Container; readonly route: RouteAnswer }[];
  readonly swallowed: readonly {
    readonly name: string;
    readonly need: boolean;
    readonly route: RouteAnswer;
  }[];
}

export function harmOf(overlap: Overlap, views: OverlapViews): Harm {
  const { bridge, host } = overlap;
  return {
    lost: members(bridge, views.containers).flatMap(({ container, ipv4 }) => {
      const route = container.running ? views.routeAnswers.to(ipv4) : undefined;
      return route !== undefined && route.device !== bridge.device ? [{ container, route }] : [];
    }),
    // Without the card's own route it is that route's absence that sends its neighbours into the bridge.
    swallowed: (hasConnectedRoute(views.network, host) ? neighboursOfHost(host, views) : []).flatMap(
      ({ name, address, need }) => {
        const route = views.routeAnswers.to(address);
        return route?.device === bridge.device ? [{ name, need, route }] : [];
      },
    ),
  };
}

export function members(bridge: BridgeSubnet, containers: readonly Container[]) {
  return containers.flatMap((container) =>
    container.attachments
      .filter((attachment) => attachment.bridge === bridge.device && attachment.ipv4 !== undefined)
      .map(({ ipv4 = '' }) => ({ container, ipv4 })),
  );
}

/** The host's gateway and what the inventory says that it must reach, as far as they sit in the card's own subnet. */
function neighboursOfHost({ device, prefix }: DeviceSubnet, { network, question }: OverlapViews) {
  const gateways = network.routes
    .filter((route) => route.destination === '0.0.0.0/0' && route.gateway !== undefined)
    .map(({ gateway = '' }) => ({ name: `the gateway ${gateway}`, address: gateway, need: false }));
  const needs = question.needs.flatMap(({ name, resolved }) =>
    resolved.map((address) => ({ name, address, need: true })),
  );
  return [...gateways, ...needs].filter(
    ({ address }) => device !== undefined && parsePrefix(address) !== undefined && addressIn(address, prefix),
  );
}

export function overlapFinding(overlap: Overlap, harm: Harm, title: string, views: OverlapViews): Finding {
  const { bridge, host } = overlap;
  const harmed = harm.lost.length + harm.swallowed.length > 0;
  const [firstLost] = harm.lost;
  const [firstSwallowed] = harm.swallowed;
  const shown = firstLost?.route ?? firstSwallowed?.route;
  return {
    severity: harmed ? 'critical' : 'notice',
    certainty: 'proven',
    subject: { kind: 'bridge', name: bridge.device },
    title,
    explanation: explain(overlap, harm, views),
    evidence: [...routeEvidence(overlap, views), ...harmEvidence(harm, views)],
    falsifier:
      firstLost !== undefined && shown !== undefined
        ? `wrong if \`ip route get ${shown.to}\` says dev ${bridge.device}`
        : `wrong if \`ip route get ${shown?.to ?? host.address}\` does not say dev ${bridge.device}`,
    fix: moveBridge(overlap, views),
    explains: [
      ...harm.lost.flatMap(({ container }) => container.published.map(({ hostPort }) => `port:${hostPort}`)),
      ...harm.swallowed.filter(({ need }) => need).map(({ name }) => `need:${name}`),
    ],
  };
}

function explain({ bridge, host }: Overlap, { lost, swallowed }: Harm, { containers }: OverlapViews): string {
  const relation = samePrefix(bridge.prefix, host.prefix) ? 'holds the same subnet as' : 'contains';
  const subject = `${bridge.device} (${describeNetwork(bridge)}) is ${bridge.address ?? formatPrefix(bridge.prefix)}/${bridge.prefix.length} and ${relation} ${host.device}'s ${formatPrefix(host.prefix)}.`;
  const sentences = [subject];
  if (lost.length > 0) {
    const whom = list(lost.map(({ container, route }) => `${container.name} (${route.to})`));
    const way =
      lost[0]?.route.device === undefined
        ? 'go nowhere'
        : `leave by ${lost[0].route.device}, where nobody has that address`;
    sentences.push(`Packets for container ${whom} ${way}.`);
  }
  if (swallowed.length > 0) {
    const whom = list(
      swallowed.map(({ name, route }) => (name.includes(route.to) ? name : `${name} (${route.to})`)),
    );
    sentences.push(`Packets for ${whom} go into ${bridge.device} instead of out of ${host.device}.`);
  }
  if (lost.length + swallowed.length === 0) {
    sentences.push(
      'Nothing is lost at the moment: the kernel still picks the right device for every address in use.',
    );
  }
  const spared = containers.filter(
    ({ running, published, attachments }) =>
      running &&
      published.length > 0 &&
      attachments.some((at) => at.bridge !== undefined && at.bridge !== bridge.device),
  );
  if (lost.length > 0 && spared.length > 0) {
    const names = spared.slice(0, 3).map(({ name, attachments }) => `${name} (${attachments[0]?.network})`);
    sentences.push(`Containers in other networks are not affected: ${list(names)}.`);
  }
  return sentences.join(' ');
}

function describeNetwork({ network }: BridgeSubnet): string {
  return network === 'bridge' ? "Docker's default bridge" : `Docker network ${network}`;
}

function routeEvidence({ bridge, host }: Overlap, { network }: OverlapViews): Evidence[] {
  const lines = network.routes
    .filter(({ table, device }) => table === 'main' && (device === bridge.device || device === host.device))
    .map(({ text }) => text.trim());
  return [{ source: 'ip route', lines: lines.slice(0, 6) }];
}

function harmEvidence(
  { lost, swallowed }: Harm,
  { neighbours = [], attempts = [] }: OverlapViews,
): Evidence[] {
  const routes = [...lost, ...swallowed].slice(0, 3).map(({ route }) => route);
  const silent = neighbours.filter(
    ({ address, state }) =>
      routes.some(({ to }) => to === address) && (state === 'FAILED' || state === 'INCOMPLETE'),
  );
  return [
    ...routes.map(({ evidence: { source, lines } }) => ({ source, lines: [...lines] })),
    ...(silent.length > 0
      ? [
          {
            source: 'ip neigh',
            lines: silent.map(({ address, device, state }) => `${address} dev ${device} ${state}`),
          },
        ]
      : []),
    ...lost
      .flatMap(({ container }) => container.published.map(({ hostPort }) => ({ container, hostPort })))
      .slice(0, 2)
      .map(({ container, hostPort }) => attemptEvidence(outcomesOf(attempts, hostPort), container))
      .filter(({ lines }) => lines.length > 0),
  ];
}

/** The bridge moves, never the card: without the card's route the host loses its database and its neighbours. */
export function moveBridge(
  { bridge, host }: Pick<Overlap, 'bridge'> & { host?: DeviceSubnet },
  views: OverlapViews,
): Remedy {
  const needs = views.question.needs.flatMap(({ resolved }) => resolved);
  const client = views.question.client === undefined ? [] : [`${views.question.client}/24`];
  const free = suggestSubnet(views.network, [...needs, ...client]);
  const target = free?.bridgeAddress ?? 'a subnet that is free in your network';
  const affected = members(bridge, views.containers).filter(({ container }) => container.running).length;
  const card =
    host === undefined
      ? ''
      : ` Do not delete ${host.device}'s route instead: that opens the port and cuts the host off from its own subnet (databases, gateway).`;
  if (bridge.network === 'bridge') {
    return {
      summary: `Give Docker's bridge another subnet: set \`"bip": "${target}"\` in /etc/docker/daemon.json (bip is the address that Docker gives ${bridge.device}) and restart Docker.`,
      commands: [
        'cp -a /etc/docker/daemon.json /etc/docker/daemon.json.bak   # if it exists',
        `# in /etc/docker/daemon.json, beside the keys that are there:  "bip": "${target}"`,
        'systemctl restart docker',
        'ip -4 addr show docker0; docker ps',
      ],
      risk: `Docker restarts, and with it every container (${affected} on this bridge get new addresses). Ask the cloud's network owner that ${target} is used nowhere the host must reach.${card}`,
    };
  }
  const subnet = free === undefined ? target : formatPrefix(free.prefix);
  const project = bridge.labels['com.docker.compose.project'];
  return {
    summary: `Recreate the network ${bridge.network} with a subnet of its own, ${subnet}.`,
    commands:
      project === undefined
        ? [
            `docker network inspect ${bridge.network}   # note its containers and options`,
            `docker network disconnect ${bridge.network} <container>   # each of them`,
            `docker network rm ${bridge.network}`,
            `docker network create --subnet ${subnet} ${bridge.network}`,
            `docker network connect ${bridge.network} <container>   # each of them`,
          ]
        : [
            `# in the compose file of project ${project}, under networks.<name>.ipam.config:  - subnet: ${subnet}`,
            `docker compose -p ${project} down && docker compose -p ${project} up -d`,
          ],
    risk: `The ${affected} containers of this network lose their connections and get new addresses.${card}`,
  };
}
