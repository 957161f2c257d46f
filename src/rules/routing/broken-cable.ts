import type { Link } from '../../facts/links.ts';
import { failed } from '../../model/attempts.ts';
import type { Container } from '../../model/containers.ts';
import type { PublishedPath } from '../../model/paths.ts';
import { list, say, sentences, type Text } from '../../text/say.ts';
import type { Finding } from '../rule.ts';
import { describeLink, pathsOf, type BridgeSeen, type Broken } from './broken-link.ts';

/** A container's cable that is pulled out of the bridge, or down. */
export function brokenCable(
  bridge: string,
  members: readonly Container[],
  views: BridgeSeen,
): Broken | undefined {
  const { addresses } = views.network;
  const links = withPorts(views);
  // A tool that does not tell what is a bridge does not tell what is plugged into it either.
  if (links.find(({ name }) => name === bridge)?.kind !== 'bridge') return undefined;
  const lost = pathsOf(members, bridge, views).filter(
    ({ outcomes }) => failed(outcomes.container) && outcomes.container?.kind !== 'refused',
  );
  const [first] = lost;
  if (first === undefined) return undefined;
  const cables = links.filter(({ kind, master }) => kind === 'veth' && master === bridge);
  const slack = cables.filter((link) => link.state === 'DOWN' || link.state === 'LOWERLAYERDOWN');
  const loose = links.filter(
    ({ kind, master, name }) =>
      kind === 'veth' &&
      master === undefined &&
      !addresses.some(({ device, family }) => device === name && family === 4),
  );
  const missing = members.length - cables.length;
  if (missing <= 0 && slack.length === 0) return undefined;
  const whom = list(
    lost.map(({ container }) => container.name),
    'and',
  );
  const cut = missing > 0 ? loose : slack;
  const show = missing > 0 ? `ip -o link show master ${bridge}` : `ip -o link show ${slack[0]?.name ?? ''}`;
  return {
    bridge,
    members: lost.map(({ container }) => container),
    what:
      missing > 0
        ? say`the cable of ${whom} is not plugged into ${bridge}`
        : say`the cable of ${whom} is down`,
    why:
      missing > 0
        ? whyUnplugged(bridge, { members: members.length, cables: cables.length, loose: namesOf(loose) })
        : say`${list(namesOf(slack), 'and')} in ${bridge} has no carrier: this end or the one inside the container is switched off.`,
    evidence: [
      { source: show, lines: cut.length > 0 ? cut.map(describeLink) : [say`nothing`] },
      ...silentNeighbours(lost, bridge, views),
    ],
    falsifier:
      missing > 0
        ? say`wrong if \`${show}\` lists ${members.length} devices`
        : say`wrong if \`${show}\` says state UP`,
    repair: [
      ...(missing > 0 && loose.length === 1 ? [`ip link set ${loose[0]?.name ?? ''} master ${bridge}`] : []),
      ...(missing > 0 ? [] : slack.map(({ name }) => `ip link set ${name} up`)),
      ...lost.slice(0, 3).map(({ container }) => say`docker restart ${container.name}   # makes a new pair`),
    ],
  };
}

function whyUnplugged(
  bridge: string,
  found: { readonly members: number; readonly cables: number; readonly loose: readonly string[] },
): Text {
  const attached =
    found.members === 1
      ? say`${found.members} running container is attached to ${bridge}`
      : say`${found.members} running containers are attached to ${bridge}`;
  const ends =
    found.cables === 1
      ? say`only ${found.cables} such end is in it`
      : say`only ${found.cables} such ends are in it`;
  return sentences(
    say`Each container has a pair of virtual cards, one end inside and one in the bridge.`,
    found.loose.length > 0
      ? say`${attached}, and ${ends}; ${list(found.loose, 'and')} belongs to no bridge.`
      : say`${attached}, and ${ends}.`,
  );
}

function namesOf(links: readonly Link[]): readonly string[] {
  return links.map(({ name }) => name);
}

/** ifconfig knows neither kinds nor bridges; there names tell the cables, and the bridges themselves what is plugged in. */
function withPorts({ network: { links }, bridgePorts = [] }: BridgeSeen): readonly Link[] {
  return links.map((link) => {
    if (link.kind !== undefined) return link;
    const master = bridgePorts.find(({ device }) => device === link.name)?.bridge;
    const isBridge = bridgePorts.some(({ bridge }) => bridge === link.name);
    const kind = isBridge ? 'bridge' : link.name.startsWith('veth') ? 'veth' : undefined;
    return { ...link, ...(kind && { kind }), ...(master !== undefined && { master }) };
  });
}

function silentNeighbours(
  paths: readonly PublishedPath[],
  bridge: string,
  { neighbours = [] }: BridgeSeen,
): Finding['evidence'] {
  const silent = neighbours.filter(
    ({ address, device, state }) =>
      device === bridge &&
      (state === 'INCOMPLETE' || state === 'FAILED') &&
      paths.some(({ containerAddress }) => containerAddress === address),
  );
  if (silent.length === 0) return [];
  return [
    {
      source: 'ip neigh',
      lines: silent.map(({ address, device, state }) => `${address} dev ${device} ${state}`),
    },
  ];
}
