import { publishedPaths } from '../../model/paths.ts';
import { list, say, sentences, type Said } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { isMissingChain } from './docker-chain-missing.ts';
import { iptablesSwitchedOff } from './docker-firewall.ts';
import { rippedByFirewalld } from './firewalld-reload-ripped-rules.ts';
import { EGRESS_NEEDS, EGRESS_WANTS, egressOf, hasNatJump, natLines, type Egress } from './egress.ts';

/**
 * Seen: published ports answer, yet containers reach no database and no Internet any more, and applications see every visitor
 * as 172.17.0.1.
 * Why: the table nat was flushed (`iptables -t nat -F`, the reload of another firewall). Docker's proxy still takes
 * connections on published ports, which hides it; but what containers send leaves with their own addresses.
 * Not seen: who flushed it. A container that reaches something beyond the host outweighs the rules.
 */
export const natTableFlushed = defineRule({
  id: 'nat-table-flushed-masked-by-userland-proxy',
  title: say`Docker's address translation is gone, and its proxy hides it`,
  needs: EGRESS_NEEDS,
  wants: [...EGRESS_WANTS, 'firewalld'],
  evaluate: (views) => {
    if (iptablesSwitchedOff(views) || hasNatJump(views) || chainMissing(views)) return [];
    if (rippedByFirewalld(views) !== undefined) return [];
    const all = egressOf(views);
    const cut = all.filter(({ source, works }) => source === 'none' && !works);
    const [first] = cut;
    if (first === undefined || all.some(({ source }) => source !== 'none')) return [];
    const names = cut.flatMap(({ containers }) => containers.map(({ name }) => name));
    const ports = publishedPaths(views.containers, views.attempts).map(({ port }) => String(port.hostPort));
    return [
      {
        severity: cut.some((one) => one.cut.length > 0) ? 'critical' : 'warning',
        certainty: 'proven',
        subject: { kind: 'firewall', name: 'nat' },
        title: say`Docker's address translation was cleared: containers reach nothing beyond the host`,
        explanation: sentences(
          say`The table nat holds none of Docker's rules any more: no jump to the chain DOCKER, and nothing that gives packets of containers the host's address on their way out.`,
          names.length > 1
            ? say`What ${list(names.slice(0, 4), 'and')} send leaves with a private address that nobody can answer.`
            : say`What ${list(names, 'and')} sends leaves with a private address that nobody can answer.`,
          ports.length > 0 && proxied(ports, first),
          say`Something cleared the table after Docker had set it up.`,
        ),
        evidence: [
          natLines(views, ['PREROUTING', 'POSTROUTING', 'DOCKER']),
          ...cut.flatMap(({ evidence }) => evidence).slice(0, 2),
        ],
        falsifier: say`wrong if \`iptables -t nat -S\` shows \`-j DOCKER\` in PREROUTING and MASQUERADE for the network of the containers`,
        fix: {
          summary: say`Restart Docker: it writes its rules anew. Restarting a container alone does not bring the jumps back.`,
          commands: ['systemctl restart docker', 'iptables -t nat -S'],
          risk: say`All containers restart (unless live-restore is on). Do not restart single containers meanwhile: with the chain gone they may not come up again.`,
        },
        explains: [...new Set(cut.flatMap((one) => one.cut))],
      },
    ];
  },
});

/** Why nobody noticed from outside. */
function proxied(ports: readonly string[], { bridge }: Egress): Said {
  const visitor = bridge.address ?? say`the bridge`;
  return ports.length > 1
    ? say`Ports ${list(ports.slice(0, 6), 'and')} still answer, because Docker's proxy takes the connections, as a process of the host; applications therefore see every visitor as ${visitor}.`
    : say`Port ${list(ports, 'and')} still answers, because Docker's proxy takes the connections, as a process of the host; applications therefore see every visitor as ${visitor}.`;
}

/** A container that could not be started for want of Docker's chain is a cause of its own, from the same loss. */
function chainMissing({ containers }: Parameters<typeof egressOf>[0]): boolean {
  return containers.some(({ running, inspect }) => !running && isMissingChain(inspect.state.error));
}
