import { connected, describeOutcome, failed, needKeys } from '../../model/attempts.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { gatewayHints } from './gateway-hints.ts';
import { routeEvidence } from './route-evidence.ts';
import { resolversOf } from './shadow.ts';

type Seen = Pick<Views, 'network' | 'routeAnswers' | 'question'> &
  Partial<Pick<Views, 'attempts' | 'resolvConf' | 'networkFiles'>>;

/**
 * Seen: machines in the same subnet connect, everybody else times out; the host reaches nothing beyond its own subnet.
 * Why: there is no default route in any table that packets of the host are looked up in.
 * Not seen: whether a host without one is meant to be cut off; where nothing that it uses lies beyond, it is a notice.
 */
export const missingDefaultRoute = defineRule({
  id: 'missing-default-route',
  title: say`The host has no default route`,
  needs: ['network', 'routeAnswers', 'question'],
  wants: ['attempts', 'resolvConf', 'networkFiles'],
  evaluate: (views) => {
    const card = views.network.hostSubnets.find(
      ({ source }) => source.family === 4 && source.peer === undefined,
    );
    if (card === undefined || !FAR_AWAY.every((to) => goesNowhere(to, views))) return [];
    return [findingFor(views)];
  },
});

/** One in each half: a VPN may bring two routes of half the world each. */
const FAR_AWAY = ['8.8.8.8', '203.0.113.1'];

/** No route in any table, as opposed to one that refuses on purpose. */
function goesNowhere(to: string, { network }: Seen): boolean {
  return network.routing.routeTo({ to }).kind === 'none';
}

function findingFor(views: Seen): Finding {
  const { network, question, attempts } = views;
  const lost = question.needs.filter(
    ({ name, resolved }) =>
      failed(attempts?.toNeed(name)) && resolved.some((address) => goesNowhere(address, views)),
  );
  const resolvers = resolversOf(views).filter((address) => goesNowhere(address, views));
  // What does not resolve without a name server is lost by the same route.
  const nameless = question.needs.filter(
    ({ name, resolved }) =>
      resolvers.length > 0 && resolved.length === 0 && !connected(attempts?.toNeed(name)),
  );
  const [hint] = gatewayHints(views);
  const harmed = [
    ...lost.map(({ name, resolved }) => say`${name} (${list(resolved)})`),
    ...resolvers.map((one) => say`the name server ${one}`),
  ];
  const cards = [...new Set(network.hostSubnets.map(({ device }) => device))];
  const shown = lost[0]?.resolved[0] ?? resolvers[0] ?? FAR_AWAY[0] ?? '';
  const answer = views.routeAnswers.to(shown);
  return {
    severity:
      harmed.length > 0 ? 'critical' : hint?.evidence.source.startsWith('/') === true ? 'warning' : 'notice',
    certainty: 'proven',
    subject: { kind: 'host', name: question.host },
    title: say`The host has no default route, so it reaches nothing beyond its own subnet`,
    explanation: sentences(
      say`No routing table of this host says where packets for the rest of the world go.`,
      say`Its own subnet works, which is why neighbours connect; answers to anybody further away, and every connection out, fail at once with "Network is unreachable".`,
      harmed.length > 0 && say`That cuts off ${list(harmed, 'and')}.`,
      hint !== undefined && say`${hint.evidence.source} names ${hint.address} as the way out.`,
    ),
    evidence: [
      routeEvidence(network.routes.filter(({ table }) => table === 'main')),
      ...(answer?.evidence.source.startsWith('ip route get')
        ? [{ source: answer.evidence.source, lines: [...answer.evidence.lines] }]
        : []),
      ...(hint === undefined ? [] : [hint.evidence]),
      ...lost.slice(0, 2).map(({ name }) => ({
        source: say`connection attempt from the host to ${name}`,
        lines: [describeOutcome(attempts?.toNeed(name) ?? { kind: 'not-tried', because: '' })],
      })),
    ],
    falsifier: say`wrong if \`ip route show table all\` prints a line that begins with default`,
    fix: {
      summary: say`Put the default route back, now and in the configuration that should have made it.`,
      commands: [
        hint === undefined
          ? say`ip route add default via <gateway> dev ${cards[0] ?? 'eth0'}   # the gateway of the subnet; the cloud's metadata or a neighbour's \`ip route\` names it`
          : `ip route add default via ${hint.address} dev ${hint.device}`,
        say`grep -rn -iE 'gateway|routers|defroute' /etc/sysconfig/network-scripts /etc/network /etc/netplan /etc/systemd/network 2>/dev/null   # why it was not there`,
      ],
      risk: say`None for connections that work now. A wrong gateway helps nobody and is removed with \`ip route del default\`.`,
    },
    explains: [...lost, ...nameless].flatMap(({ name }) => needKeys(attempts, name)),
  };
}
