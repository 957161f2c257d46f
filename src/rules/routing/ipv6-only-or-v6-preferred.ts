import { isIP } from 'node:net';
import { describeOutcome, failed, needKeys } from '../../model/attempts.ts';
import { publishedPaths } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences } from '../../text/say.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { attemptEvidence, listenerEvidence } from '../evidence.ts';
import { defineRule, type Finding } from '../rule.ts';

type Seen = Pick<Views, 'containers' | 'attempts' | 'question'> &
  Partial<Pick<Views, 'listeners' | 'sysctls' | 'routeAnswers'>>;

/**
 * Seen: an IPv4 client is refused although something listens on the port. Or a service cannot be reached whose name has only
 * IPv6 addresses.
 * Why: the program listens on IPv6 alone (`[::]` with v6only), or the host has no way out by IPv6.
 * Not seen: `[::]` by itself takes IPv4 as well on nearly every host, so it counts only where IPv4 was refused. A program
 * that tries IPv6 first and does not try again.
 */
export const ipv6OnlyOrV6Preferred = defineRule({
  id: 'ipv6-only-or-v6-preferred',
  title: say`A program takes IPv6 connections only, or a service has IPv6 addresses only`,
  needs: ['containers', 'attempts', 'question'],
  wants: ['listeners', 'sysctls', 'routeAnswers'],
  evaluate: (views) => [...inContainers(views), ...onHost(views), ...needs(views)],
});

function inContainers({ containers, attempts }: Seen): Finding[] {
  return publishedPaths(containers, attempts).flatMap(({ container, port, outcomes }): Finding[] => {
    if (outcomes.container?.kind !== 'refused') return [];
    const there = (container.listeners ?? []).filter(
      (listener) => listener.protocol === 'tcp' && listener.port === port.containerPort,
    );
    const sixes = there.filter(({ family, address }) => family === 6 && address === '::');
    if (sixes.length === 0 || there.some(({ family }) => family === 4)) return [];
    return [
      {
        severity: 'critical',
        certainty: 'proven',
        subject: { kind: 'container', name: container.name },
        title: say`${container.name} listens on port ${port.containerPort} by IPv6 only`,
        explanation: say`Port ${port.hostPort} of the host leads to port ${port.containerPort} of container ${container.name}, by IPv4. In there something listens on [::]:${port.containerPort} and refuses IPv4: it was told to take IPv6 only (the v6only option, or net.ipv6.bindv6only = 1).`,
        evidence: [listenerEvidence(container), attemptEvidence(outcomes, container)],
        falsifier: say`wrong if \`nsenter -t ${container.inspect.state.pid} -n ss -lnte\` shows v6only:0 or a listener on 0.0.0.0:${port.containerPort}`,
        fix: {
          summary: sentences(
            say`Let the application listen on 0.0.0.0:${port.containerPort}, or on [::] without v6only.`,
            changeIn(container),
          ),
          commands: [
            `nsenter -t ${container.inspect.state.pid} -n ss -lnte   # v6only:1`,
            ...changeCommands(container, {
              compose: say`# bind address 0.0.0.0, port ${port.containerPort}`,
              run: say`(bind address 0.0.0.0, port ${port.containerPort})`,
            }),
          ],
          risk: say`The container is recreated: a short outage, a new address.`,
        },
        explains: [`port:${port.hostPort}`],
      },
    ];
  });
}

/** Only for a port of the host's own programs, and one that somebody asks for: it may well be meant for IPv6 alone. */
function onHost({ question, attempts, listeners = [], sysctls, containers }: Seen): Finding[] {
  const { port } = question.asked;
  if (
    port === undefined ||
    containers.some(({ published }) => published.some((one) => one.bound && one.hostPort === port))
  )
    return [];
  const { loopback, outside } = attempts.onPort(port);
  if (loopback?.kind !== 'refused' || (outside !== undefined && outside.kind !== 'refused')) return [];
  const there = listeners.filter((socket) => socket.protocol === 'tcp' && socket.port === port);
  const six = there.find(
    ({ family, address, dualStack }) =>
      family === 6 &&
      !address.startsWith('::1') &&
      !address.startsWith('::ffff:') &&
      (address !== '::' || !(dualStack ?? sysctls?.['net.ipv6.bindv6only'] !== '1')),
  );
  if (six === undefined || there.some(({ family, dualStack }) => family === 4 || dualStack === true))
    return [];
  const program = six.processes?.[0]?.name ?? say`a program`;
  return [
    {
      severity: 'critical',
      certainty: 'proven',
      subject: { kind: 'port', name: String(port) },
      title: say`${program} listens on port ${port} by IPv6 only`,
      explanation: say`Something listens on [${six.address}]:${port} and nothing on IPv4, so clients that come by IPv4 are refused. Most programs that listen on [::] take IPv4 as well; this socket has the v6only option.`,
      evidence: [{ source: 'ss -lntpe', lines: [six.text] }, attemptEvidence(attempts.onPort(port))],
      falsifier: say`wrong if \`ss -lnte\` shows v6only:0 for port ${port}, or a listener on 0.0.0.0:${port}`,
      fix: {
        summary: say`Let ${program} listen on 0.0.0.0:${port} too, or on [::] without v6only.`,
        commands: [
          say`# configuration of ${program}: listen on 0.0.0.0:${port} (nginx: \`listen ${port};\` beside \`listen [::]:${port};\`)`,
          say`sysctl net.ipv6.bindv6only   # 1 makes it the default for every program`,
        ],
        risk: say`The program is restarted. It may listen on IPv6 alone on purpose.`,
      },
      explains: [`port:${port}`],
    },
  ];
}

function needs({ question, attempts, routeAnswers }: Seen): Finding[] {
  return question.needs.flatMap(({ name, address, resolved }): Finding[] => {
    const outcome = attempts.toNeed(name);
    const sixes = resolved.filter((one) => isIP(one) === 6);
    const [first] = sixes;
    if (first === undefined || sixes.length < resolved.length || !failed(outcome)) return [];
    const route = routeAnswers?.to(first);
    if (route?.refused === undefined || outcome === undefined) return [];
    return [
      {
        severity: 'critical',
        certainty: 'proven',
        subject: { kind: 'need', name },
        title: say`${name} has IPv6 addresses only, and this host has no way out by IPv6`,
        explanation: sentences(
          say`${address} resolves to ${list(sixes)} and to no IPv4 address.`,
          say`The host has no IPv6 route there (${route.refused}).`,
        ),
        evidence: [
          { source: `getent ahosts ${address}`, lines: [...resolved] },
          { source: route.evidence.source, lines: [...route.evidence.lines] },
          { source: say`connection attempt from the host to ${name}`, lines: [describeOutcome(outcome)] },
        ],
        falsifier: say`wrong if \`ip -6 route get ${first}\` shows a device`,
        fix: {
          summary: say`Use a name with an IPv4 address, or give the host IPv6.`,
          commands: [`getent ahostsv4 ${address}`, 'ip -6 route'],
          risk: say`None in looking. A new address in a connection string needs a restart of what reads it.`,
        },
        explains: needKeys(attempts, name),
      },
    ];
  });
}
