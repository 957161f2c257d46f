import type { Link } from '../../facts/links.ts';
import { connected, containerNeedKeys, failed } from '../../model/attempts.ts';
import type { Container } from '../../model/containers.ts';
import { publishedPaths, type PublishedPath } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';
import { isLooping } from '../../model/runs.ts';
import { list, say, sentences, type Said, type Sayable, type Text } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { defineRule, type Finding } from '../rule.ts';

type Seen = Pick<Views, 'network' | 'containers' | 'question'> &
  Partial<Pick<Views, 'attempts' | 'neighbours' | 'routeAnswers' | 'bridgePorts'>>;

interface Broken {
  readonly bridge: string;
  readonly members: readonly Container[];
  readonly what: Said;
  readonly why: Text;
  /** Commands that show it, with what they print. */
  readonly evidence: Finding['evidence'];
  readonly falsifier: Said;
  readonly repair: readonly Sayable[];
}

/**
 * Seen: containers of one network cannot be reached by anybody, on the host neither; routes and firewall look right.
 * Why: Docker's bridge is switched off, lost its address or is gone, or a container's cable (veth) is pulled out of it or
 * down. NetworkManager, a restart of the network or a person took it over.
 * Not seen: a bridge without containers is down by nature (NO-CARRIER). Docker without root keeps its bridges elsewhere.
 */
export const bridgeOrVethBroken = defineRule({
  id: 'bridge-or-veth-broken',
  title: say`Docker's bridge, or a container's cable into it, is broken`,
  needs: ['network', 'containers', 'question'],
  wants: ['attempts', 'neighbours', 'routeAnswers', 'bridgePorts'],
  evaluate: (views) => {
    // One that restarts over and over has a cable by moments only; one whose namespace is gone died while we looked.
    const running = views.containers.filter(
      (container) =>
        container.running && container.listeners !== undefined && !isLooping(container, views.question.now),
    );
    const bridges = [
      ...new Set(running.flatMap(({ attachments }) => attachments.map(({ bridge }) => bridge))),
    ];
    return bridges.flatMap((bridge) => {
      if (bridge === undefined) return [];
      const members = running.filter(({ attachments }) => attachments.some((at) => at.bridge === bridge));
      const broken = brokenBridge(bridge, members, views) ?? brokenCable(bridge, members, views);
      return broken === undefined ? [] : [findingFor(broken, views)];
    });
  },
});

function brokenBridge(bridge: string, members: readonly Container[], views: Seen): Broken | undefined {
  const { links, addresses } = views.network;
  const link = links.find(({ name }) => name === bridge);
  const paths = pathsOf(members, bridge, views);
  // Somebody outside gets through: whatever it looks like, packets take it.
  if (paths.some(({ outcomes }) => connected(outcomes.outside) && !failed(outcomes.container)))
    return undefined;
  const show = `ip -d link show ${bridge}`;
  const base = { bridge, members, repair: [say`systemctl restart docker   # makes its bridges anew`] };
  if (link === undefined) {
    // Docker without root has its bridges in a namespace of its own.
    if (!paths.some(({ outcomes }) => failed(outcomes.outside) && outcomes.outside?.kind !== 'refused'))
      return undefined;
    return {
      ...base,
      what: say`${bridge} is gone`,
      why: say`Docker's network still names the device ${bridge}, and the host has none of that name.`,
      evidence: [{ source: show, lines: [`Device "${bridge}" does not exist.`] }],
      falsifier: say`wrong if \`${show}\` prints a device`,
    };
  }
  if (!link.flags.includes('UP')) {
    return {
      ...base,
      what: say`${bridge} is switched off`,
      why: say`A bridge that containers are attached to carries packets only while it is up; somebody or something set it down, and its routes went with that.`,
      evidence: [{ source: show, lines: [describeLink(link)] }],
      falsifier: say`wrong if \`${show}\` shows UP between < and >`,
      repair: [
        `ip link set ${bridge} up`,
        say`nmcli device set ${bridge} managed no   # where NetworkManager took it over`,
      ],
    };
  }
  const held = addresses.some(({ device, family }) => device === bridge && family === 4);
  const members4 = members.flatMap(({ attachments }) =>
    attachments.flatMap((at) => (at.bridge === bridge && at.ipv4 !== undefined ? [at.ipv4] : [])),
  );
  const astray = members4.some((address) => views.routeAnswers?.to(address)?.device !== bridge);
  if (held || !astray) return undefined;
  return {
    ...base,
    what: say`${bridge} has lost its address`,
    why: say`The address of a bridge is the containers' gateway, and brings the route to them; without it the host looks for them elsewhere.`,
    evidence: [
      { source: `ip -4 addr show dev ${bridge}`, lines: [say`no inet address`] },
      ...members4.slice(0, 1).flatMap((address) => {
        const route = views.routeAnswers?.to(address);
        return route === undefined
          ? []
          : [{ source: route.evidence.source, lines: [...route.evidence.lines] }];
      }),
    ],
    falsifier: say`wrong if \`ip -4 addr show dev ${bridge}\` shows an inet address`,
  };
}

function brokenCable(bridge: string, members: readonly Container[], views: Seen): Broken | undefined {
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
function withPorts({ network: { links }, bridgePorts = [] }: Seen): readonly Link[] {
  return links.map((link) => {
    if (link.kind !== undefined) return link;
    const master = bridgePorts.find(({ device }) => device === link.name)?.bridge;
    const isBridge = bridgePorts.some(({ bridge }) => bridge === link.name);
    const kind = isBridge ? 'bridge' : link.name.startsWith('veth') ? 'veth' : undefined;
    return { ...link, ...(kind && { kind }), ...(master !== undefined && { master }) };
  });
}

function pathsOf(
  members: readonly Container[],
  bridge: string,
  { attempts }: Seen,
): readonly PublishedPath[] {
  return publishedPaths(members, attempts).filter((path) => path.bridge === bridge);
}

function silentNeighbours(
  paths: readonly PublishedPath[],
  bridge: string,
  { neighbours = [] }: Seen,
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

function describeLink({ name, flags, state, master }: Link): string {
  return `${name}: <${flags.join(',')}>${master === undefined ? '' : ` master ${master}`} state ${state}`;
}

function findingFor(broken: Broken, views: Seen): Finding {
  const { bridge, members, what, why, repair } = broken;
  const paths = pathsOf(members, bridge, views);
  const names = members.map(({ name }) => name);
  const whom = list(names.slice(0, 6), 'and');
  return {
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'bridge', name: bridge },
    title: say`Containers cannot be reached: ${what}`,
    explanation: sentences(
      why,
      names.length === 1
        ? say`Nobody, the host included, reaches ${whom}, and it reaches nobody.`
        : say`Nobody, the host included, reaches ${whom}, and they reach nobody.`,
      say`An application that merely does not listen would refuse; here there is no answer at all.`,
    ),
    evidence: [
      ...broken.evidence,
      ...paths
        .slice(0, 2)
        .map(({ outcomes, container }) => attemptEvidence(outcomes, container))
        .filter(({ lines }) => lines.length > 0),
    ],
    falsifier: broken.falsifier,
    fix: {
      summary: say`Put ${bridge} back in order; restarting the container or Docker does it as well.`,
      commands: [...repair],
      risk: say`A restart of Docker restarts every container unless live-restore is on. If it comes back, something on the host manages the device: NetworkManager (\`nmcli dev\`), a network script.`,
    },
    explains: [
      ...paths.map(({ port }) => `port:${port.hostPort}`),
      ...views.question.needs.flatMap(({ name }) =>
        views.attempts === undefined
          ? []
          : containerNeedKeys(views.attempts, name).filter((key) =>
              names.some((one) => key.endsWith(`:${one}`)),
            ),
      ),
    ],
  };
}
