import { connected } from '../../model/attempts.ts';
import type { Decider } from '../../model/firewall-walk.ts';
import { forwardedPacket, isOpenToOutside, outsideDevice, publishedPaths } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Said } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { defineRule } from '../rule.ts';
import { rippedByFirewalld } from './firewalld-reload-ripped-rules.ts';
import { iptablesSwitchedOff } from './docker-firewall.ts';
import { causeOfStop, hasDockerJump, hasUfw } from './stop-cause.ts';
import { stopsOf, type Stop } from './ways.ts';

type Seen = Pick<Views, 'firewalls' | 'network' | 'containers' | 'question'> &
  Partial<
    Pick<Views, 'attempts' | 'daemonJson' | 'dockerService' | 'routeAnswers' | 'sysctls' | 'firewalld'>
  >;

/**
 * Seen: every published port times out from outside and answers on the host itself; containers reach nothing.
 * Why: somebody flushed the firewall (`iptables -F`). Docker's rules are gone, the policy DROP of FORWARD that Docker set
 * once is still there (or a catch-all REJECT of the distribution's own rules).
 * Not seen: a flushed filter with policy ACCEPT works and is no fault. With `"iptables": false` (or `--iptables=false`) Docker has no rules on purpose.
 */
export const forwardDropWithoutDockerRules = defineRule({
  id: 'forward-drop-without-docker-rules',
  title: say`Docker's firewall rules are gone while forwarding is dropped by default`,
  needs: ['firewalls', 'network', 'containers', 'question'],
  wants: ['attempts', 'daemonJson', 'dockerService', 'routeAnswers', 'sysctls', 'firewalld', 'arrivals'],
  evaluate: (views) => {
    if (iptablesSwitchedOff(views) || hasUfw(views)) return [];
    const { attempts } = views;
    if (attempts !== undefined && rippedByFirewalld({ ...views, attempts }) !== undefined) return [];
    const bridged = views.containers.filter(
      ({ running, attachments }) =>
        running && attachments.some(({ bridge, internal }) => bridge !== undefined && !internal),
    );
    const [first] = bridged;
    const card = outsideDevice(views.network);
    if (first === undefined || card === undefined) return [];
    const cut = cutByMissingRules(views);
    const [one] = cut;
    // Docker's jumps are there: then only ways that were seen to fail, and for which its own chain has no rule.
    if (hasDockerJump(views) && one === undefined) return [];
    const keys = cut.map(({ way }) => way.key);
    const paths = publishedPaths(bridged, views.attempts)
      .filter(({ port }) => isOpenToOutside(port))
      .filter(({ port }) => !hasDockerJump(views) || keys.includes(`port:${port.hostPort}`));
    if (paths.some(({ outcomes }) => connected(outcomes.outside))) return [];
    const stopped = one?.by ?? stopOf(views, paths, card);
    if (stopped === undefined) return [];
    const ports = paths.map(({ port }) => port.hostPort);
    return [
      {
        severity: 'critical',
        certainty: 'proven',
        subject: { kind: 'firewall', name: 'FORWARD' },
        title: say`Docker's firewall rules are gone, and the firewall drops what is forwarded`,
        explanation: sentences(
          stopWords(stopped.text, ports, views),
          say`Containers (${list(
            bridged.slice(0, 4).map(({ name }) => name),
            'and',
          )}) reach nothing either.`,
          say`Something cleared the rules after Docker had set them: \`iptables -F\`, or the reload of another firewall. On the host itself the ports answer, because there Docker's proxy serves them.`,
        ),
        evidence: [
          { source: 'iptables -S FORWARD', lines: forwardLines(views) },
          ...paths
            .slice(0, 2)
            .map(({ outcomes, container }) => attemptEvidence(outcomes, container))
            .filter(({ lines }) => lines.length > 0),
        ],
        falsifier: say`wrong if \`iptables -S FORWARD\` shows a rule with \`-j DOCKER\` (or DOCKER-USER, DOCKER-FORWARD)`,
        fix: {
          summary: say`Restart Docker: it writes its rules anew. Restarting a container alone does not.`,
          commands: ['systemctl restart docker', 'iptables -S FORWARD'],
          risk: say`All containers restart (unless live-restore is on). Do not open the policy (\`iptables -P FORWARD ACCEPT\`) instead: that forwards for everybody.`,
        },
        explains: [...new Set([...ports.map((port) => `port:${port}`), ...keys])],
      },
    ];
  },
});

function stopWords(line: string, ports: readonly number[], views: Seen): Said {
  const gone = hasDockerJump(views)
    ? say`Docker's chains have lost the rules that let packets through to containers`
    : say`The chain FORWARD has no jump to Docker's chains any more`;
  const [port] = ports;
  if (port === undefined)
    return say`${gone}, and "${line}" stops everything that goes from the network card to a container.`;
  return ports.length === 1
    ? say`${gone}, and "${line}" stops everything that goes from the network card to a container: ${port} times out from outside.`
    : say`${gone}, and "${line}" stops everything that goes from the network card to a container: ${list(ports, 'and')} time out from outside.`;
}

/** Ways that end in FORWARD itself because Docker's rules, which come before, do not let the packets through. */
function cutByMissingRules(views: Seen): readonly Stop[] {
  const { attempts } = views;
  if (attempts === undefined) return [];
  const seen = { ...views, attempts };
  return stopsOf(seen).filter((stop) => stop.certain && causeOfStop(stop, seen) === 'docker-rules-gone');
}

function forwardChains({ firewalls }: Seen) {
  return firewalls.table('filter').flatMap(({ chains }) => chains.filter(({ name }) => name === 'FORWARD'));
}

/** What certainly stops a packet that is forwarded, inwards for a published port, outwards where none is published. */
function stopOf(views: Seen, paths: ReturnType<typeof publishedPaths>, card: string): Decider | undefined {
  const [path] = paths;
  const bridge = views.containers
    .flatMap(({ running, attachments }) => (running ? attachments : []))
    .find((at) => at.bridge);
  if (path === undefined && bridge?.bridge === undefined) return undefined;
  const packet =
    path === undefined
      ? {
          protocol: 'tcp' as const,
          from: bridge?.ipv4 ?? '',
          to: '198.51.100.1',
          port: 443,
          iif: bridge?.bridge ?? '',
          oif: card,
          states: ['NEW' as const],
          toLocal: false,
          fromLocal: false,
        }
      : forwardedPacket(path, card, views.question.client);
  const ends = views.firewalls.walk('filter', 'FORWARD', packet);
  const [end] = ends;
  if (ends.length !== 1 || end === undefined) return undefined;
  return end.kind === 'drop' || end.kind === 'reject' ? end.by : undefined;
}

function forwardLines(views: Seen): string[] {
  return forwardChains(views).flatMap(({ policy, rules }) => [
    `-P FORWARD ${policy ?? 'ACCEPT'}`,
    ...rules.slice(0, 8).map(({ text }) => text),
  ]);
}
