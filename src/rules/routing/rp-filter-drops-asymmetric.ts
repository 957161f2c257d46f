import { deviceSysctl, type Sysctls } from '../../facts/sysctls.ts';
import { connected, describeOutcome } from '../../model/attempts.ts';
import { isOpenToOutside, publishedPaths } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Said } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { distinct } from './distinct.ts';

type Seen = Pick<
  Views,
  'sysctls' | 'network' | 'containers' | 'question' | 'attempts' | 'counterRise' | 'routeAnswers'
> &
  Partial<Pick<Views, 'kernelLog'>>;

/** A connection whose packets come in by one card and would be answered by another. */
interface Asymmetric {
  readonly key: string;
  readonly what: Said;
  readonly peer: string;
  /** Where its packets come in. */
  readonly device: string;
  readonly back: string;
  readonly certain: boolean;
}

/**
 * Seen: packets arrive (tcpdump shows them) and nothing answers; a host with two cards.
 * Why: with rp_filter = 1 the kernel drops a packet where its answer would leave by another card. After the translation for
 * a published port that question is asked for the container's address, to which a rule "from <card's address>" no longer applies.
 * Not seen: rp_filter = 1 by itself is the default of CentOS 7 and no fault; only a counter that rises during the attempts is.
 */
export const rpFilterDropsAsymmetric = defineRule({
  id: 'rp-filter-drops-asymmetric',
  title: say`The reverse-path filter drops packets that come in by another card than their answers leave by`,
  needs: ['sysctls', 'network', 'containers', 'question', 'attempts', 'routeAnswers'],
  wants: ['counterRise', 'kernelLog'],
  evaluate: ({ counterRise, ...views }) => {
    const dropped = counterRise?.['IPReversePathFilter'] ?? 0;
    if (counterRise === undefined || dropped === 0) return [];
    const seen = { ...views, counterRise };
    const flows = [...answersToWorker(seen), ...answersFromNeeds(seen)];
    return flows.length === 0 ? [] : [findingFor(flows, dropped, seen)];
  },
});

/** The effective value is the larger of that of the card and that of all. */
function isStrict(device: string, sysctls: Sysctls): boolean {
  const values = [device, 'all'].map((name) => Number(sysctls[deviceSysctl(name, 'rp_filter')] ?? 0));
  return Math.max(...values) === 1;
}

function answersToWorker({ sysctls, network, containers, question, attempts }: Seen): readonly Asymmetric[] {
  const { client, server } = question;
  const device = network.hostSubnets.find(({ address }) => address === server)?.device;
  if (client === undefined || device === undefined || !isStrict(device, sysctls)) return [];
  return publishedPaths(containers, attempts)
    .filter(
      ({ port, outcomes }) =>
        isOpenToOutside(port) && outcomes.outside?.kind === 'timed-out' && connected(outcomes.container),
    )
    .flatMap(({ container, containerAddress, port }) => {
      const back = network.routing.routeTo({ to: client, from: containerAddress });
      if (back.kind !== 'route' || back.device === device || back.device === undefined) return [];
      const what = say`connections from ${client} to port ${port.hostPort} (${container.name})`;
      return [{ key: `port:${port.hostPort}`, what, peer: client, device, back: back.device, certain: true }];
    });
}

function answersFromNeeds(views: Seen): readonly Asymmetric[] {
  const { network, question, attempts, sysctls, routeAnswers, kernelLog = [] } = views;
  const cards = [...new Set(network.hostSubnets.map(({ device }) => device))];
  return question.needs.flatMap(({ name, resolved }) => {
    if (attempts.toNeed(name)?.kind !== 'timed-out') return [];
    return resolved.flatMap((peer): Asymmetric[] => {
      const back = routeAnswers.to(peer)?.device;
      const other = cards.find((card) => card !== back && isStrict(card, sysctls));
      if (back === undefined || other === undefined || !cards.includes(back)) return [];
      const told = kernelLog.some(({ text }) => /martian source/.test(text) && text.includes(`from ${peer}`));
      return [
        {
          key: `need:${name}`,
          what: say`answers of ${name} (${peer})`,
          peer,
          device: other,
          back,
          certain: told,
        },
      ];
    });
  });
}

function findingFor(flows: readonly Asymmetric[], dropped: number, views: Seen): Finding {
  const [first] = flows;
  const device = first?.device ?? '';
  const back = first?.back ?? '';
  const { sysctls, attempts } = views;
  const keys = ['all', device].map((name) => deviceSysctl(name, 'rp_filter'));
  const port = flows.find(({ key }) => key.startsWith('port:'));
  const outcome = port === undefined ? undefined : attempts.onPort(Number(port.key.slice(5))).outside;
  return {
    severity: 'critical',
    certainty: flows.some(({ certain }) => certain) ? 'proven' : 'likely',
    subject: { kind: 'device', name: device },
    title: say`Packets that come in by ${device} are dropped, since their answers would leave by ${back}`,
    explanation: sentences(
      say`The reverse-path filter of ${device} is strict: the kernel drops a packet if its own route back to the sender leads out of another card.`,
      say`The route back to ${first?.peer ?? ''} is ${back}.`,
      say`It dropped ${dropped} packets while Ferryman tried: ${list(distinct(flows.map(({ what }) => what)), 'and')}.`,
      say`Programs on the host never see them.`,
    ),
    evidence: [
      { source: `sysctl ${keys.join(' ')}`, lines: keys.map((key) => `${key} = ${sysctls[key] ?? '?'}`) },
      {
        source: say`grep IPReversePathFilter /proc/net/netstat, before and after the attempts`,
        lines: [say`IPReversePathFilter rose by ${dropped}`],
      },
      { source: 'ip rule; ip route', lines: waysOut(views) },
      ...(outcome === undefined
        ? []
        : [{ source: say`connection attempt from outside`, lines: [describeOutcome(outcome)] }]),
    ],
    falsifier: say`wrong if \`nstat -az TcpExtIPReversePathFilter\` stands still during another attempt`,
    fix: {
      summary: say`Let ${device} take packets whose answers leave by another card (loose filter), or let the answers leave by ${device} with a policy rule for the container networks.`,
      commands: [
        `sysctl -w ${deviceSysctl(device, 'rp_filter')}=2`,
        `echo '${deviceSysctl(device, 'rp_filter')} = 2' > /etc/sysctl.d/99-rp-filter.conf`,
      ],
      risk: say`The answers then leave by ${back} with an address of ${device}; a cloud that checks source addresses drops them, and then only a policy rule helps. 2 still refuses senders to whom there is no route at all.`,
    },
    explains: [...new Set(flows.map(({ key }) => key))],
  };
}

function waysOut({ network }: Seen): string[] {
  return [
    ...network.rules.map(({ text }) => text.trim()),
    ...network.routes
      .filter(({ destination, table }) => destination === '0.0.0.0/0' && table !== 'local')
      .map(({ text }) => text.trim()),
  ].slice(0, 8);
}
