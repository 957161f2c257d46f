import { list, say, sentences } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { iptablesSwitchedOff } from './docker-firewall.ts';
import { EGRESS_NEEDS, EGRESS_WANTS, egressOf, natLines } from './egress.ts';

/**
 * Seen: published ports answer, containers reach neither a database nor the Internet.
 * Why: Docker was told to leave iptables alone ("iptables": false, often advised for ufw). Inbound its proxy does; outbound
 * nobody gives packets of containers the host's address.
 * Not seen: administrators who write the rules themselves; there the packets are translated, or what was tried answers.
 */
export const dockerIptablesDisabled = defineRule({
  id: 'docker-iptables-disabled',
  title: say`Docker was told to leave the firewall alone, and nobody else translates addresses`,
  needs: [...EGRESS_NEEDS, 'daemonJson'],
  wants: EGRESS_WANTS,
  evaluate: (views) => {
    if (!iptablesSwitchedOff(views)) return [];
    const cut = egressOf(views).filter((one) => one.source === 'none' && !one.works);
    if (cut.length === 0) return [];
    const names = list(
      cut.flatMap(({ containers }) => containers.map(({ name }) => name)).slice(0, 4),
      'and',
    );
    const seen = cut.some((one) => one.cut.length > 0);
    const byFlag = views.dockerService?.argv?.includes('--iptables=false') === true;
    return [
      {
        severity: seen ? 'critical' : 'notice',
        certainty: 'proven',
        subject: { kind: 'setting', name: 'iptables' },
        title: say`Docker was told not to touch the firewall, so containers have no way out`,
        explanation: sentences(
          say`Docker runs with "iptables": false. Then it writes no rule that gives packets of containers the host's address on their way out, and nobody else does either: what ${names} send leaves with a private address that nobody can answer.`,
          say`Published ports answer all the same, because Docker's proxy takes those connections; applications see every visitor as the bridge's address.`,
        ),
        evidence: [
          byFlag
            ? { source: 'ps -o args -C dockerd', lines: ['--iptables=false'] }
            : { source: `cat ${views.daemonJson.path}`, lines: ['"iptables": false'] },
          natLines(views, ['PREROUTING', 'POSTROUTING']),
          ...cut.flatMap(({ evidence }) => evidence).slice(0, 2),
        ],
        falsifier: say`wrong if \`iptables -t nat -S POSTROUTING\` shows MASQUERADE or SNAT for the network of the containers`,
        fix: {
          summary: say`Let Docker manage its rules again; to keep strangers out, use the chain DOCKER-USER.`,
          commands: [
            byFlag
              ? say`# take --iptables=false out of the unit of Docker (systemctl cat docker)`
              : say`# take "iptables": false out of ${views.daemonJson.path}`,
            'systemctl restart docker',
          ],
          risk: say`All containers restart (unless live-restore is on), and published ports become reachable past ufw or firewalld: close what strangers must not reach in DOCKER-USER first.`,
        },
        explains: cut.flatMap((one) => one.cut),
      },
    ];
  },
});
