import { publisherOf } from '../../model/containers.ts';
import { say, sentences } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { defineRule, type Finding } from '../rule.ts';
import { arrivalEvidence } from './arrival-evidence.ts';
import { SILENT_NEEDS, SILENT_WANTS, unansweredPorts } from './silent-ports.ts';

/**
 * Seen: a port times out from outside although its packets do arrive and the host answers.
 * Why: the answers are lost on the way back. A security group lets the answer out to whomever it let in; a network ACL (and
 * many a firewall between networks) looks at every packet alone, so that it needs a rule for the way back to the client's
 * ephemeral ports as well.
 * Not seen: an ACL that drops the packets on their way in looks like a missing rule of the security group.
 */
export const networkAclOrCloudFirewall = defineRule({
  id: 'network-acl-or-cloud-firewall',
  title: say`The answers of the host are lost after they left it`,
  rank: 'general',
  needs: SILENT_NEEDS,
  wants: SILENT_WANTS,
  evaluate: (views) => {
    const { client } = views.question;
    // Nobody's answers can be followed then.
    if (client === undefined) return [];
    return unansweredPorts(views).map(({ port, outcomes, arrival }): Finding => {
      const container = publisherOf(views.containers, port)?.container;
      const route = views.routeAnswers?.to(client);
      return {
        severity: 'critical',
        certainty: 'likely',
        subject: { kind: 'port', name: String(port) },
        title: say`Packets to port ${port} arrive, and the answers of the host get lost: most likely a network ACL`,
        explanation: sentences(
          say`While Ferryman tried port ${port} again, the counter of its rule rose, so the packets do arrive.`,
          container === undefined
            ? say`The port takes connections, nothing in the host's firewall stops the answer, and it leaves by the network card. It never gets to ${client}.`
            : say`Container ${container.name} takes connections, nothing in the host's firewall stops the answer, and it leaves by the network card. It never gets to ${client}.`,
          say`A security group remembers whom it let in; a network ACL, or a firewall between two networks, judges every packet alone and needs a rule for the way back, to the ports 1024 to 65535 of the clients.`,
        ),
        evidence: [
          attemptEvidence(outcomes, container),
          ...arrivalEvidence(arrival),
          ...(route === undefined
            ? []
            : [{ source: route.evidence.source, lines: [...route.evidence.lines] }]),
        ],
        falsifier: say`wrong if \`tcpdump -ni any 'tcp src port ${port} and dst host ${client}'\` on the host shows no answers while somebody tries`,
        fix: {
          summary: say`In the cloud's console, look at the network ACL of this host's subnet (and at cloud firewalls on the way): let TCP out to the clients' ephemeral ports.`,
          commands: [
            say`# network ACL, outbound: allow TCP 1024-65535 to ${client}`,
            `tcpdump -ni any 'tcp port ${port}'`,
          ],
          risk: say`Opens the way back to whom the rule names.`,
        },
        explains: [`port:${port}`],
      };
    });
  },
});
