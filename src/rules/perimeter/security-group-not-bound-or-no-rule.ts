import { publisherOf } from '../../model/containers.ts';
import { say, sentences } from '../../text/say.ts';
import { attemptEvidence } from '../evidence.ts';
import { defineRule, type Finding } from '../rule.ts';
import { arrivalEvidence } from './arrival-evidence.ts';
import { rangeBeside } from './port-range.ts';
import { SILENT_NEEDS, SILENT_WANTS, silentPorts, type Seen, type SilentPort } from './silent-ports.ts';

/**
 * Seen: ping and SSH work, one TCP port times out from outside, everything on the host looks right.
 * Why: packets to that port never arrive. Something between the client and the network card drops them, in a cloud the
 * security group: none bound, or no rule for the port.
 * How it is told from faults of the host: the port answers on the host and at the container, nothing in the firewall stops
 * the packet, and while the worker tried again the packet counter of the port's DNAT rule did not move.
 * Not seen: which of the devices in between drops (security group, network ACL, cloud firewall).
 */
export const securityGroupNotBoundOrNoRule = defineRule({
  id: 'security-group-not-bound-or-no-rule',
  title: say`Packets from outside never arrive at the host`,
  needs: SILENT_NEEDS,
  wants: SILENT_WANTS,
  evaluate: (views) => {
    const silent = silentPorts(views);
    const elsewhere = rangeBeside(silent, views.attempts)?.outside ?? [];
    return silent.filter((port) => !elsewhere.includes(port)).map((port) => finding(port, views));
  },
});

function finding({ port, outcomes, certainty, arrival }: SilentPort, views: Seen): Finding {
  const container = publisherOf(views.containers, port)?.container;
  const { client } = views.question;
  return {
    severity: 'critical',
    certainty,
    subject: { kind: 'port', name: String(port) },
    title: say`Packets to port ${port} never arrive at the host: most likely the cloud's security group does not let them in`,
    explanation: sentences(
      container === undefined
        ? say`Port ${port} times out from outside, although it answers on the host, and nothing in the host's firewall or routes stops it.`
        : say`Port ${port} times out from outside, although it answers on the host and container ${container.name} takes connections, and nothing in the host's firewall or routes stops it.`,
      say`The host cannot be reached on this port from where Ferryman runs, while SSH works: what drops the packets stands in front of the network card.`,
      say`In a cloud that is the security group (not bound to this instance, or without a rule for ${port}), else a network ACL, a cloud firewall, or a firewall on Ferryman's own side.`,
    ),
    evidence: [attemptEvidence(outcomes, container), ...arrivalEvidence(arrival)],
    falsifier:
      client === undefined
        ? say`wrong if \`tcpdump -ni any 'tcp dst port ${port}'\` on the host shows packets from the client while somebody tries`
        : say`wrong if \`tcpdump -ni any 'tcp dst port ${port}'\` on the host shows packets from ${client} while somebody tries`,
    fix: {
      summary: say`In the cloud's console, bind a security group to this instance that lets TCP ${port} in from those who need it.`,
      commands: [say`# security group, inbound: allow TCP ${port}/${port} from <the clients' addresses>`],
      risk: say`Opens the port to whom the rule names; do not open it to 0.0.0.0/0 unless it is meant for everybody.`,
    },
    explains: [`port:${port}`],
  };
}
