import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Sayable } from '../../text/say.ts';
import { bridgedContainers } from './docker-firewall.ts';
import { defineRule } from '../rule.ts';
import { hasNatJump } from './egress.ts';
import { hasDockerJump } from './stop-cause.ts';
import type { Seen as WaysSeen } from './hops.ts';
import { distinctWords, failedWays, type Way } from './ways.ts';

type Seen = WaysSeen & Partial<Pick<Views, 'firewalld' | 'dockerService'>>;

/**
 * Seen: after `firewall-cmd --reload`, or after firewalld was started, published ports time out and containers reach nothing.
 * Why: before Docker 20.10 learned to listen to it (and whenever firewalld starts after Docker), firewalld replaces all rules
 * by its own, and Docker's are gone until it is restarted.
 * Not seen: reloads of which firewalld's journal says nothing; then the missing rules are told without their reason.
 */
export const firewalldReloadRippedRules = defineRule({
  id: 'firewalld-reload-ripped-rules',
  title: say`firewalld replaced all rules, and Docker’s are gone`,
  needs: ['firewalls', 'network', 'containers', 'question', 'attempts'],
  wants: ['firewalld', 'dockerService', 'routeAnswers', 'sysctls', 'bridges', 'arrivals'],
  evaluate: (views) => {
    const ripped = rippedByFirewalld(views);
    if (ripped === undefined) return [];
    const { after, cut } = ripped;
    return [
      {
        severity: 'critical',
        certainty: 'proven',
        subject: { kind: 'service', name: 'firewalld' },
        title: say`firewalld replaced the firewall's rules after Docker had set its own`,
        explanation: sentences(
          say`firewalld runs on this host and took the firewall over after Docker had started.`,
          say`It replaces all rules by its own; Docker's jumps are gone, so ${list(distinctWords(cut).slice(0, 4), 'and')} get lost.`,
          say`Docker does not notice (before 20.10), or was started too early to be told.`,
        ),
        evidence: [
          { source: 'journalctl -u firewalld', lines: [...after] },
          {
            source: 'iptables -S FORWARD; iptables -t nat -S PREROUTING',
            lines: views.firewalls
              .table('filter')
              .concat(views.firewalls.table('nat'))
              .flatMap(({ chains }) =>
                chains.filter(({ name }) => name === 'FORWARD' || name === 'PREROUTING'),
              )
              .flatMap(({ name, policy, rules }) => [
                `-P ${name} ${policy ?? 'ACCEPT'}`,
                ...rules.slice(0, 5).map(({ text }) => text),
              ]),
          },
          ...cut.slice(0, 1).map(({ evidence }) => evidence),
        ],
        falsifier: say`wrong if \`iptables -S FORWARD\` shows a jump to a chain of Docker, or \`systemctl show firewalld docker -p ActiveEnterTimestamp\` shows Docker as the later one and no reload since`,
        fix: {
          summary: say`Restart Docker: it writes its rules anew. Update Docker to 20.10 or later, which writes them anew after each reload.`,
          commands: ['systemctl restart docker', 'firewall-cmd --get-zone-of-interface=docker0'],
          risk: say`All containers restart (unless live-restore is on). Each further \`firewall-cmd --reload\` does the same damage with an old Docker.`,
        },
        explains: cut.map(({ key }) => key),
      },
    ];
  },
});

/** What shows that firewalld wrote its rules after Docker had, and what is cut off; undefined where Docker's rules are there. */
export function rippedByFirewalld(
  views: Seen,
): { readonly after: readonly Sayable[]; readonly cut: readonly Way[] } | undefined {
  const { firewalld, dockerService } = views;
  if (firewalld?.active !== true || bridgedContainers(views.containers).length === 0) return undefined;
  if (hasDockerJump(views) && hasNatJump(views)) return undefined;
  const started = dockerService?.unit?.activeEnteredSeconds;
  const lost = firewalld.lines.filter(({ text }) => /COMMAND_FAILED.*DOCKER|[Rr]eload/.test(text)).slice(-3);
  const later =
    started !== undefined &&
    firewalld.activeEnteredSeconds !== undefined &&
    firewalld.activeEnteredSeconds > started;
  if (!later && lost.length === 0) return undefined;
  const when = later
    ? [say`firewalld was started ${Math.round(firewalld.activeEnteredSeconds - started)} s after Docker`]
    : [];
  const cut = failedWays(views).filter(({ kind }) => kind === 'published' || kind === 'container-need');
  return cut.length === 0 ? undefined : { after: [...when, ...lost.map(({ text }) => text)], cut };
}
