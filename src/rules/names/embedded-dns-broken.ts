import { containersByName } from '../../model/wanted-names.ts';
import { say } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { answerEvidence, complaintEvidence, complaints, EMBEDDED, resolvingContainers } from './resolving.ts';

/**
 * Seen: one container of a network of its own resolves no name any more, neither of other containers nor of the world.
 * Why: its nameserver is 127.0.0.11, Docker's own, which listens on another port; NAT rules inside the container's network
 * namespace lead from port 53 to it. They are gone: somebody flushed iptables in there (a VPN client, a firewall script).
 * Not seen: whose doing it was. The question is for the container's own name, which Docker's server knows by itself.
 */
export const embeddedDnsBroken = defineRule({
  id: 'embedded-dns-broken',
  title: say`A container cannot reach Docker's nameserver`,
  needs: ['containers', 'question'],
  wants: ['containerNames', 'logs', 'symptoms', 'attempts'],
  evaluate: (views) => {
    const complaining = complaints(views);
    return resolvingContainers(views.containers, views.containerNames).flatMap(
      ({ container, names }): Finding[] => {
        const refused = names.answers.filter(
          ({ server, outcome }) => server === EMBEDDED && outcome.kind === 'rejected',
        );
        const answered = names.answers.some(
          ({ server, outcome }) => server === EMBEDDED && outcome.kind === 'answered',
        );
        if (refused.length === 0 || answered) return [];
        const complaint = complaining.filter((spoken) => spoken.container.id === container.id);
        const needsNames = containersByName(container, views.containers).length > 0;
        const { name } = container;
        return [
          {
            severity: complaint.length > 0 || needsNames ? 'critical' : 'warning',
            certainty: 'proven',
            subject: { kind: 'container', name },
            title: say`Container ${name} cannot look names up: the rules that lead to Docker's nameserver are gone`,
            explanation: say`Container ${name} asks ${EMBEDDED} for names, which is Docker's own nameserver. It listens on a port of Docker's choice, and NAT rules in the container's network namespace (chain DOCKER_OUTPUT) lead port 53 there. A question to port 53 is refused, so these rules are missing: something flushed the firewall inside the container's namespace.`,
            evidence: [
              { source: `docker exec ${name} cat /etc/resolv.conf`, lines: [`nameserver ${EMBEDDED}`] },
              ...answerEvidence(refused),
              ...complaintEvidence(complaint),
            ],
            falsifier: say`wrong if \`nsenter -t ${names.pid} -n iptables -t nat -S\` shows DOCKER_OUTPUT with rules for port 53`,
            fix: {
              summary: say`Restart the container: Docker makes its namespace, and the rules, anew.`,
              commands: [`docker restart ${name}`],
              risk: say`A short outage of the container; its address may change. If it happens again, look for what runs iptables in there.`,
            },
            explains: complaint.length > 0 ? [`container:${name}`] : [],
          },
        ];
      },
    );
  },
});
