import type { PolicyRule } from '../../facts/policy-rules.ts';
import { connected, failed, type PortOutcomes } from '../../model/attempts.ts';
import type { Network } from '../../model/network.ts';
import { isOpenToOutside, publishedPaths } from '../../model/paths.ts';
import { Routing, type RouteDecision, type RoutedPacket } from '../../model/routing.ts';
import type { RouteAnswer } from '../../model/route-answers.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Said } from '../../text/say.ts';
import { notUnderstood } from '../../model/trace/choose-route.ts';
import { distinct } from './distinct.ts';
import { defineRule, type Finding } from '../rule.ts';
import { marked, markText, type SeenByFirewall } from './firewall-mark.ts';

type Seen = Pick<Views, 'network' | 'containers' | 'routeAnswers' | 'question' | 'attempts'> &
  Partial<Pick<Views, 'gateways' | 'firewalls'>>;

/** A connection that does not come about, and the packet of it whose route a rule of somebody's decides. */
interface Flow {
  readonly key: string;
  readonly what: Said;
  readonly packet: RoutedPacket;
  /** As the firewall sees it, which may mark it before its route is chosen. */
  readonly seen: SeenByFirewall;
  /** The same goal is reached by the way that this packet would take without the rule. */
  readonly worksOtherwise: boolean;
}

interface Hijack {
  readonly flow: Flow;
  readonly rule: PolicyRule;
  readonly actual: RouteDecision;
  readonly plain: RouteDecision;
  readonly answer?: RouteAnswer;
  readonly certain: boolean;
}

/**
 * Seen: a published port times out from outside, or containers cannot reach what the host can, while `ip route get` on the
 * host looks right. Or the host itself cannot reach what its routes lead to.
 * Why: a policy rule (a VPN client's, a script's for several cards) sends these packets to another table, and that one refuses
 * them or leads to where nobody takes them.
 * Not seen: rules that go by ports or users, and marks that the firewall gives by something that nobody can tell from outside.
 * Rules for packets that get through are somebody's deliberate routing.
 */
export const policyRuleHijack = defineRule({
  id: 'policy-rule-hijack',
  title: say`A policy rule sends packets another way than the routes say`,
  needs: ['network', 'containers', 'routeAnswers', 'question', 'attempts'],
  wants: ['gateways', 'firewalls'],
  evaluate: (views) => {
    const byRule = new Map<string, Hijack[]>();
    for (const hijack of flowsOf(views).flatMap((flow) => hijackOf(flow, views))) {
      const { text } = hijack.rule;
      byRule.set(text, [...(byRule.get(text) ?? []), hijack]);
    }
    return [...byRule.values()].flatMap((hijacks) => findingFor(hijacks, views.network));
  },
});

function flowsOf({ containers, attempts, question }: Seen): readonly Flow[] {
  const answers = publishedPaths(containers, attempts)
    .filter(({ port, outcomes }) => isOpenToOutside(port) && outcomes.outside?.kind === 'timed-out')
    .flatMap(({ container, containerAddress, bridge, port, outcomes }): Flow[] =>
      question.client === undefined || !isServed(outcomes)
        ? []
        : [
            {
              key: `port:${port.hostPort}`,
              what: say`answers of ${container.name} (port ${port.hostPort}) to ${question.client}`,
              packet: { to: question.client, from: containerAddress, iif: bridge },
              seen: {
                states: ['ESTABLISHED', 'DNAT'],
                direction: 'reply',
                sourcePort: port.containerPort,
                originalPort: port.hostPort,
                originalFrom: question.client,
              },
              // The worker is logged in over that very way.
              worksOtherwise: true,
            },
          ],
    );
  const needs = question.needs.flatMap(({ name, port, resolved }): Flow[] => {
    const fromHost = attempts.toNeed(name);
    const inside = attempts.toNeedInside(name);
    return resolved.flatMap((to) => [
      ...(failed(fromHost) && fromHost?.kind !== 'refused'
        ? [
            {
              key: `need:${name}`,
              what: say`packets of the host to ${name} (${to})`,
              packet: { to },
              seen: opening(port),
              worksOtherwise: inside.some(({ outcome }) => connected(outcome)),
            },
          ]
        : []),
      ...inside
        .filter(({ outcome }) => failed(outcome) && outcome.kind !== 'refused')
        .flatMap(({ container }) =>
          waysOf(container, containers).map(({ from, iif }) => ({
            key: failed(fromHost) ? `need:${name}` : `need:${name}:${container}`,
            what: say`packets of ${container} to ${name} (${to})`,
            packet: { to, from, iif },
            seen: opening(port),
            worksOtherwise: connected(fromHost),
          })),
        ),
    ]);
  });
  return [...answers, ...needs];
}

function opening(port: number | undefined): SeenByFirewall {
  return { states: ['NEW'], ...(port !== undefined && { port }) };
}

/** The application takes connections; a rule for the bridge's range catches the host's own packets into it as well. */
function isServed({ container, inside }: PortOutcomes): boolean {
  return connected(container) || connected(inside);
}

function waysOf(name: string, containers: Seen['containers']) {
  return containers
    .filter((container) => container.name === name)
    .flatMap(({ attachments }) =>
      attachments.flatMap(({ bridge, ipv4 }) =>
        bridge === undefined || ipv4 === undefined ? [] : [{ from: ipv4, iif: bridge }],
      ),
    );
}

function hijackOf(flow: Flow, views: Seen): Hijack[] {
  const { network, routeAnswers } = views;
  const packet = marked(flow.packet, flow.seen, views);
  const actual = network.routing.routeTo(packet);
  const plain = new Routing(network.routes, [], network.addresses).routeTo(packet);
  if (actual.kind === 'unsure' || plain.kind !== 'route' || sameWay(actual, plain)) return [];
  const rule = network.rules
    .filter(isSomebodys)
    .find(
      (one) =>
        !sameWay(
          new Routing(network.routes, withoutRule(network.rules, one), network.addresses).routeTo(packet),
          actual,
        ),
    );
  if (rule === undefined) return [];
  const answer = packet.mark === undefined ? kernelsAnswer(packet, routeAnswers) : undefined;
  // The kernel's own word outweighs the tables'.
  if (actual.kind === 'route' && answer?.device !== undefined && answer.device !== actual.device) return [];
  const refused = actual.kind !== 'route';
  const certain = refused || isDeadEnd(actual, views);
  if (!certain && !flow.worksOtherwise && plain.gateway !== undefined) return [];
  return [
    { flow: { ...flow, packet }, rule, actual, plain, certain, ...(answer !== undefined && { answer }) },
  ];
}

/** Asked without a mark. */
function kernelsAnswer({ to, from, iif }: RoutedPacket, answers: Seen['routeAnswers']) {
  return from === undefined || iif === undefined ? answers.to(to) : answers.forwarded(to, from, iif);
}

/** The kernel's own are there on every host. */
function isSomebodys({ priority, from, to, iif, fwmark, table }: PolicyRule): boolean {
  const plain = [from, to, iif, fwmark].every((selector) => selector === undefined);
  return !(plain && ((priority === 0 && table === 'local') || priority === 32_766 || priority === 32_767));
}

function withoutRule(rules: readonly PolicyRule[], one: PolicyRule): readonly PolicyRule[] {
  return rules.filter((other) => other !== one);
}

function sameWay(one: RouteDecision, other: RouteDecision): boolean {
  if (one.kind !== 'route' || other.kind !== 'route') return one.kind === other.kind;
  return one.device === other.device && one.gateway === other.gateway;
}

/** Nobody can take the packet there: the next hop does not answer, or the device is down. */
function isDeadEnd(way: RouteDecision & { kind: 'route' }, { gateways = [], network }: Seen): boolean {
  const hop = gateways.find(({ address, device }) => address === way.gateway && device === way.device);
  const link = network.links.find(({ name }) => name === way.device);
  return (
    hop?.state === 'FAILED' || hop?.state === 'INCOMPLETE' || link?.state === 'DOWN' || link?.kind === 'dummy'
  );
}

function findingFor(hijacks: readonly Hijack[], network: Network): Finding[] {
  const [first] = hijacks;
  if (first === undefined) return [];
  const { rule, actual, plain, answer, flow } = first;
  const { to, from, iif, mark } = flow.packet;
  const way = from === undefined || iif === undefined ? '' : ` from ${from} iif ${iif}`;
  const command = `ip route get ${to}${way}${mark === undefined ? '' : ` mark ${markText(mark)}`}`;
  const rightWay = plain.kind === 'route' ? `dev ${plain.device ?? ''}` : '';
  const table = rule.table ?? '';
  const selector = rule.text.replace(/^\d+:\s*/, '').trim();
  return [
    {
      severity: 'critical',
      certainty: hijacks.some(({ certain }) => certain) ? 'proven' : 'likely',
      subject: { kind: 'policy-rule', name: selector },
      title: say`A policy rule leads packets astray: ${selector}`,
      explanation: sentences(
        say`The kernel asks its policy rules which table of routes to use before it looks at any route.`,
        say`The rule "${selector}" takes ${list(distinct(hijacks.map((one) => one.flow.what)), 'and')}, and ${describeWay(actual, table)}.`,
        mark !== undefined &&
          say`The firewall gives them the mark ${markText(mark)}, which this rule looks for.`,
        say`Without that rule they would leave by ${rightWay}, which works.`,
        say`Plain \`ip route\` does not show this.`,
      ),
      evidence: [
        { source: 'ip rule', lines: network.rules.map(({ text }) => text.trim()).slice(0, 10) },
        ...(answer === undefined
          ? []
          : [{ source: answer.evidence.source, lines: [...answer.evidence.lines] }]),
        ...(table === ''
          ? []
          : [
              {
                source: `ip route show table ${table}`,
                lines: network.routes
                  .filter((route) => route.table === table)
                  .map(({ text }) => text.trim())
                  .slice(0, 6),
              },
            ]),
      ],
      falsifier: say`wrong if \`${command}\` says ${rightWay}`,
      fix: {
        summary: say`Take the rule away, or give it a narrower selector, where it is made: a VPN client, a script for a second card, systemd-networkd or NetworkManager.`,
        commands: [
          ...(mark === undefined
            ? []
            : [say`iptables -t mangle -S; nft list ruleset   # who gives the mark ${markText(mark)}?`]),
          say`ip rule   # note the rule before you delete it`,
          `ip rule del priority ${rule.priority} ${selector}`,
          say`${command}   # ${rightWay} again?`,
        ],
        risk: say`Hosts with several network cards and VPN clients need rules of their own: delete this one alone, and find out who made it, or it comes back.`,
      },
      explains: [...new Set(hijacks.map((one) => one.flow.key))],
    },
  ];
}

function describeWay(actual: RouteDecision, table: string): Said {
  switch (actual.kind) {
    case 'route': {
      const device = actual.device ?? say`another device`;
      return actual.gateway === undefined
        ? say`table ${table} sends them by ${device}`
        : say`table ${table} sends them to ${actual.gateway} by ${device}`;
    }
    case 'refused':
      return table === ''
        ? say`refuses them (${actual.type})`
        : say`table ${table} refuses them (${actual.type})`;
    case 'none':
      return say`no table has a route for them`;
    case 'unsure':
      return notUnderstood(actual.rule);
  }
  return actual satisfies never;
}
