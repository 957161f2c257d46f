import { publisherOf } from '../../model/containers.ts';
import type { SparePort } from '../../model/attempts.ts';
import { list, say, sentences, type Said } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import { arrivalEvidence } from './arrival-evidence.ts';
import { rangeBeside } from './port-range.ts';
import { SILENT_NEEDS, SILENT_WANTS, silentPorts } from './silent-ports.ts';

const SPARE: Readonly<Record<SparePort['outcome']['kind'], Said>> = {
  refused: say`refused by the host, so it arrives`,
  connected: say`connected`,
  'timed-out': say`timed-out`,
  'reset-after-accept': say`reset-after-accept`,
  unreachable: say`unreachable`,
  'not-tried': say`not-tried`,
};

/**
 * Seen: of several published ports some answer and others time out, and nothing on the host tells them apart.
 * Why: the platform lets only a range of ports through to its servers (30001 to 30005 at one of them); the container was
 * published on a port outside of it.
 * Not seen: the range itself. That it is one shows in unused ports beside those that answer: the host refuses them at once, so
 * their packets arrive, while unused ports beside the silent ones keep silent too.
 */
export const portOutsideAllowedRange = defineRule({
  id: 'port-outside-allowed-range',
  title: say`A port lies outside the range that the platform lets through`,
  needs: SILENT_NEEDS,
  wants: SILENT_WANTS,
  evaluate: (views) => {
    const range = rangeBeside(silentPorts(views), views.attempts);
    if (range === undefined) return [];
    const open = list(range.open, 'and');
    return range.outside.map(({ port, outcomes, arrival }): Finding => {
      const container = publisherOf(views.containers, port)?.container;
      const free = range.open.find((one) => !views.attempts.ports.includes(one)) ?? range.open[0];
      return {
        severity: 'critical',
        certainty: 'likely',
        subject: { kind: 'port', name: String(port) },
        title: say`Port ${port} lies outside the range of ports that gets through to this host`,
        explanation: sentences(
          say`Packets for ${open} arrive at the host, whether or not something listens there; packets for ${port} and the ports beside it never do.`,
          container === undefined
            ? say`Nothing on the host tells these ports apart.`
            : say`Nothing on the host tells these ports apart, and container ${container.name} takes connections.`,
          say`So what stands before the host lets a range of ports through, and ${port} is outside of it. Some platforms allow a fixed range only, whatever the security group says.`,
        ),
        evidence: [
          attemptEvidence(outcomes, container),
          {
            source: say`connection attempts from outside to unused ports`,
            lines: views.attempts.spare.map(
              (one) => say`${one.port} (beside ${one.beside}): ${SPARE[one.outcome.kind]}`,
            ),
          },
          ...arrivalEvidence(arrival),
        ],
        falsifier: say`wrong if \`tcpdump -ni any 'tcp dst port ${port}'\` on the host shows packets while somebody tries, or if the platform's rules name ${port}`,
        fix: {
          summary: say`Publish the container on a port within the range (${free} gets through), or have the platform open ${port}.`,
          commands: [say`# -p ${free}:… instead of -p ${port}:…`],
          risk:
            container === undefined
              ? say`Whoever uses the old port has to learn the new one.`
              : changeIn(container),
        },
        explains: [`port:${port}`],
      };
    });
  },
});
