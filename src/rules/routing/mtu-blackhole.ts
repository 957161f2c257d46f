import type { PathProbe } from '../../facts/path-mtu.ts';
import type { StalledFlow } from '../../facts/stalled-flows.ts';
import type { Container } from '../../model/containers.ts';
import { containerNeedKeys } from '../../model/attempts.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Said } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';

type Seen = Pick<Views, 'stalledFlows' | 'network' | 'containers' | 'question'> &
  Partial<Pick<Views, 'pathProbes' | 'attempts'>>;

/**
 * Seen: connections come about and small answers arrive; TLS handshakes, large pages and result sets hang. Ping works.
 * Why: somewhere on the way only smaller packets fit, and the message that says so ("fragmentation needed") is filtered, so
 * that the sender repeats its full-size packet for ever.
 * Not seen: a connection that does not hang while the host is read. A peer that is simply gone hangs likewise, so a small and
 * a full-size ping decide; where ping is filtered a card that is narrower than the bridge does.
 */
export const mtuBlackhole = defineRule({
  id: 'mtu-blackhole',
  title: say`Full-size packets vanish on the way, small ones pass`,
  needs: ['stalledFlows', 'network', 'containers', 'question'],
  wants: ['pathProbes', 'attempts'],
  evaluate: (views) => {
    const stuck = views.stalledFlows
      .filter((flow) => isFullSize(flow))
      .map((flow) => ({ flow, ...judge(flow, views) }));
    const holes = stuck.filter(({ verdict }) => verdict !== undefined);
    const [first] = holes;
    return first === undefined ? [] : [findingFor(holes, views)];
  },
});

/** It has a full segment to send, and small packets came through before. */
function isFullSize({ queued, segment = 536, acknowledged, backoff }: StalledFlow): boolean {
  return backoff >= 1 && queued >= segment && (acknowledged === undefined || acknowledged > 0);
}

interface Judged {
  readonly verdict: 'proven' | 'likely' | undefined;
  readonly probes: readonly PathProbe[];
}

function judge({ peer, pathMtu = 1500 }: StalledFlow, { pathProbes = [], network }: Seen): Judged {
  const probes = pathProbes.filter((probe) => probe.peer === peer);
  const large = probes.find(({ size }) => size >= pathMtu);
  const small = probes.find(({ size }) => size < 576);
  if (small?.outcome === 'answered')
    return { verdict: large?.outcome === 'silent' ? 'proven' : undefined, probes };
  const decision = network.routing.routeTo({ to: peer });
  const device = decision.kind === 'route' ? decision.device : undefined;
  const mtu = network.links.find(({ name }) => name === device)?.mtu ?? 0;
  return { verdict: mtu > 0 && mtu < pathMtu ? 'likely' : undefined, probes };
}

/** Where ping said nothing that could be shown. */
const OUTCOMES: Readonly<Record<PathProbe['outcome'], Said>> = {
  answered: say`answered`,
  silent: say`silent`,
  told: say`told`,
};

interface Hole extends Judged {
  readonly flow: StalledFlow;
}

function findingFor(holes: readonly Hole[], views: Seen): Finding {
  const { containers, network, question } = views;
  const owners = [...new Set(holes.flatMap(({ flow }) => ownerOf(flow, containers) ?? []))];
  const peers = [...new Set(holes.map(({ flow }) => flow.peer))];
  const mtu = holes[0]?.flow.pathMtu ?? 1500;
  const proven = holes.some(({ verdict }) => verdict === 'proven');
  const whose =
    owners.length === 0
      ? say`the host`
      : list(
          owners.map(({ name }) => name),
          'and',
        );
  const far = list(peers.slice(0, 3), 'and');
  const networks = [
    ...new Set(owners.flatMap(({ attachments }) => attachments.map(({ network: name }) => name))),
  ].filter((name) => name !== 'bridge');
  return {
    severity: 'critical',
    certainty: proven ? 'proven' : 'likely',
    subject:
      owners[0] === undefined
        ? { kind: 'host', name: question.host }
        : { kind: 'container', name: owners[0].name },
    title: say`Large packets of ${whose} vanish on the way to ${far}, small ones arrive`,
    explanation: sentences(
      say`Connections between ${whose} and ${far} come about, and then hang as soon as a full packet (${mtu} bytes) has to be sent: it is repeated over and over and never acknowledged.`,
      proven && say`A small ping to the same place is answered, a full-size one is not, and nobody says why:`,
      say`Somewhere on the way a link takes only smaller packets, and the message "fragmentation needed" that would tell the sender is filtered.`,
    ),
    evidence: [
      {
        source: owners[0] === undefined ? 'ss -tni' : say`ss -tni in the namespace of ${owners[0].name}`,
        lines: holes.slice(0, 2).map(({ flow }) => flow.text.slice(0, 400)),
      },
      ...[
        ...new Map(
          holes.flatMap(({ probes }) => probes).map((probe) => [`${probe.peer} ${probe.size}`, probe]),
        ).values(),
      ]
        .slice(0, 4)
        .map(({ peer, size, text, outcome }) => ({
          source: `ping -c1 -M do -s ${size - 28} ${peer}`,
          lines: [text || OUTCOMES[outcome]],
        })),
      {
        source: 'ip -o link',
        lines: network.links
          .filter(
            ({ kind, name }) => kind !== 'veth' || network.hostSubnets.some(({ device }) => device === name),
          )
          .map(({ name, mtu: size }) => `${name} mtu ${size}`)
          .slice(0, 8),
      },
    ],
    falsifier: say`wrong if \`ping -c1 -M do -s ${mtu - 28} ${peers[0] ?? ''}\` is answered`,
    fix: {
      summary: say`Send smaller packets: lower the MTU of the Docker network, or let the firewall cut the segment size of new connections.`,
      commands: [
        say`iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu   # helps where the host's own card is the narrow link`,
        say`ping -c1 -M do -s 1372 ${peers[0] ?? ''}   # find the largest size that is answered, add 28: that is the MTU`,
        say`# docker0: "mtu": <that> in /etc/docker/daemon.json; ${networks.length > 0 ? list(networks) : say`networks of one’s own`}: driver_opts com.docker.network.driver.mtu`,
      ],
      risk: say`A new MTU needs the networks and their containers recreated; the firewall rule takes effect at once for new connections. Better still, whoever filters ICMP type 3 code 4 lets it through again.`,
    },
    explains: [
      ...owners.flatMap((owner) =>
        owner.published
          .filter(({ containerPort }) =>
            holes.some(
              ({ flow }) => flow.localPort === containerPort && ownerOf(flow, [owner]) !== undefined,
            ),
          )
          .map(({ hostPort }) => `port:${hostPort}`),
      ),
      ...question.needs
        .filter(({ resolved }) => resolved.some((address) => peers.includes(address)))
        .flatMap(({ name }) => [
          `need:${name}`,
          ...(views.attempts === undefined ? [] : containerNeedKeys(views.attempts, name)),
        ]),
    ],
  };
}

function ownerOf({ local }: StalledFlow, containers: readonly Container[]): Container | undefined {
  return containers.find(
    ({ running, attachments }) => running && attachments.some(({ ipv4 }) => ipv4 === local),
  );
}
