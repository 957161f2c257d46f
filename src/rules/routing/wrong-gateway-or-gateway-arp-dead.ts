import type { Gateway } from '../../facts/gateways.ts';
import { connected, describeOutcome, failed, needKeys } from '../../model/attempts.ts';
import type { ResolvedNeed, Views } from '../../model/views.ts';
import { list, say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { gatewayHints, type GatewayHint } from './gateway-hints.ts';
import { routeEvidence } from './route-evidence.ts';

type Seen = Pick<Views, 'network' | 'gateways' | 'routeAnswers' | 'question'> &
  Partial<Pick<Views, 'attempts' | 'networkFiles'>>;

/**
 * Seen: neighbours in the subnet connect, everything beyond it times out.
 * Why: the default route names a gateway that does not answer ARP, so no packet can be handed to it; after a move often that
 * of the old network. Or it names a machine that is there and passes nothing on, while a lease or the configuration names another.
 * Not seen: a gateway that answers ARP, is the right one, and drops packets further on. Answers to ping do not count.
 */
export const wrongGatewayOrGatewayArpDead = defineRule({
  id: 'wrong-gateway-or-gateway-arp-dead',
  title: say`The gateway of the default route does not answer`,
  needs: ['network', 'gateways', 'routeAnswers', 'question'],
  wants: ['attempts', 'networkFiles'],
  evaluate: (views) => {
    const gateway = inUse(views);
    if (gateway === undefined) return [];
    const hint = gatewayHints(views).find(
      ({ address, device }) => device === gateway.device && address !== gateway.address,
    );
    const lost = lostBeyond(gateway, views);
    if (gateway.state === 'FAILED' || gateway.state === 'INCOMPLETE')
      return [findingFor({ gateway, hint, lost, dead: true }, views)];
    return hint !== undefined && lost.length > 0 && !anythingWorksBeyond(gateway, views)
      ? [findingFor({ gateway, hint, lost, dead: false }, views)]
      : [];
  },
});

/** The one that packets to far away take now; another default route may be there as a spare. */
function inUse({ network, gateways }: Seen): Gateway | undefined {
  const decision = network.routing.routeTo({ to: '8.8.8.8' });
  if (decision.kind !== 'route') return undefined;
  return gateways.find(({ address, device }) => address === decision.gateway && device === decision.device);
}

function beyond({ address }: Gateway, { question, routeAnswers }: Seen): readonly ResolvedNeed[] {
  return question.needs.filter(({ resolved }) =>
    resolved.some((one) => routeAnswers.to(one)?.gateway === address),
  );
}

function lostBeyond(gateway: Gateway, views: Seen): readonly ResolvedNeed[] {
  return beyond(gateway, views).filter(({ name }) => {
    const outcome = views.attempts?.toNeed(name);
    return failed(outcome) && outcome?.kind !== 'refused';
  });
}

function anythingWorksBeyond(gateway: Gateway, views: Seen): boolean {
  const { client } = views.question;
  if (client !== undefined && views.routeAnswers.to(client)?.gateway === gateway.address) return true;
  return beyond(gateway, views).some(({ name }) => {
    const outcome = views.attempts?.toNeed(name);
    return connected(outcome) || outcome?.kind === 'refused';
  });
}

interface Judged {
  readonly gateway: Gateway;
  readonly hint: GatewayHint | undefined;
  readonly lost: readonly ResolvedNeed[];
  readonly dead: boolean;
}

function findingFor({ gateway, hint, lost, dead }: Judged, views: Seen): Finding {
  const { address, device, state = '' } = gateway;
  const whom = list(
    lost.map(({ name, resolved }) => say`${name} (${list(resolved)})`),
    'and',
  );
  const elsewhere = hint !== undefined && say`${hint.evidence.source} names ${hint.address} instead.`;
  return {
    severity: 'critical',
    certainty: dead ? 'proven' : 'likely',
    subject: { kind: 'gateway', name: address },
    title: dead
      ? say`The gateway ${address} does not answer, so nothing beyond the subnet can be reached`
      : say`The default route leads to ${address}, which passes nothing on`,
    explanation: dead
      ? sentences(
          say`The default route says "via ${address} dev ${device}", but nobody on ${device} answers for that address, so packets to anything beyond the subnet are given up after three seconds.`,
          elsewhere,
          lost.length > 0 && say`That cuts off ${whom}.`,
          say`After a move to another network this is often the gateway of the old one, written down in a file.`,
        )
      : sentences(
          say`The machine at ${address} is there, and nothing that is sent through it arrives: ${whom}.`,
          elsewhere,
          say`Whatever goes by other routes works.`,
        ),
    evidence: [
      routeEvidence(
        views.network.routes.filter(
          ({ destination, table }) => destination === '0.0.0.0/0' && table === 'main',
        ),
      ),
      {
        source: `ip neigh show ${address} dev ${device}`,
        lines: [`${address} dev ${device} ${state}`.trim()],
      },
      ...(hint === undefined ? [] : [hint.evidence]),
      ...lost.slice(0, 2).map(({ name }) => ({
        source: say`connection attempt from the host to ${name}`,
        lines: [describeOutcome(views.attempts?.toNeed(name) ?? { kind: 'not-tried', because: '' })],
      })),
    ],
    falsifier: dead
      ? say`wrong if \`arping -c2 -I ${device} ${address}\` gets a reply`
      : say`wrong if ${lost[0]?.name ?? say`a far address`} still times out with the default route via ${hint?.address ?? say`the right gateway`}`,
    fix: {
      summary:
        hint === undefined
          ? say`Name the gateway of the network that the host is in now.`
          : say`Let the default route lead to ${hint.address}.`,
      commands: [
        hint === undefined
          ? say`ip route replace default via <gateway> dev ${device}   # from the DHCP lease, the cloud's console, or a neighbour's \`ip route\``
          : `ip route replace default via ${hint.address} dev ${device}`,
        say`${`grep -rn '${address.replaceAll('.', '\\.')}' /etc/sysconfig/network-scripts /etc/network /etc/netplan /etc/systemd/network 2>/dev/null`}   # where it is written down`,
      ],
      risk: say`Connections that go by other routes are not touched. Keep a console open: a wrong gateway cuts off whoever is beyond it.`,
    },
    explains: lost.flatMap(({ name }) => needKeys(views.attempts, name)),
  };
}
