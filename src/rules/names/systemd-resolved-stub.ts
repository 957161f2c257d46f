import { say, sentences } from '../../text/say.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import {
  answerEvidence,
  asOneFinding,
  complaintEvidence,
  complaints,
  EMBEDDED,
  isDead,
  resolvingContainers,
} from './resolving.ts';

/**
 * Seen: a container resolves no name; the host does.
 * Why: the container looks names up at 127.0.0.53, systemd-resolved's stub, or another loopback address. Loopback is
 * the container's own in there, and nothing listens on it. Docker itself would have put the real servers in; somebody gave it
 * the stub (--dns, "dns" in daemon.json) or mounted the host's /etc/resolv.conf.
 * Not seen: containers on the host's network, where the stub is right.
 */
export const systemdResolvedStub = defineRule({
  id: 'systemd-resolved-stub',
  title: say`A container that looks names up at the host's loopback address`,
  needs: ['containers', 'question'],
  wants: ['containerNames', 'logs', 'symptoms', 'attempts', 'daemonJson'],
  evaluate: (views) => {
    const complaining = complaints(views);
    const found = resolvingContainers(views.containers, views.containerNames).flatMap(
      ({ container, names }): Finding[] => {
        const { dns } = container.inspect.hostConfig;
        const used = [...new Set([...names.nameservers.filter((server) => server !== EMBEDDED), ...dns])];
        const loopback = used.filter((server) => server.startsWith('127.') || server === '::1');
        const dead = loopback.filter((server) => isDead(server, names.answers));
        // One that is no loopback address takes over, some seconds later.
        if (dead.length === 0 || dead.length < used.length) return [];
        const complaint = complaining.filter((spoken) => spoken.container.id === container.id);
        const { name } = container;
        const [server = '127.0.0.53'] = dead;
        const mounted = container.inspect.mounts.some(
          ({ destination }) => destination === '/etc/resolv.conf',
        );
        const byHand = dns.includes(server);
        const origin = byHand
          ? say`It was given to the container by hand (--dns).`
          : mounted
            ? say`The host's /etc/resolv.conf is mounted into it.`
            : say`It comes from "dns" in /etc/docker/daemon.json or from dockerd's --dns.`;
        return [
          {
            severity: complaint.length > 0 ? 'critical' : 'warning',
            certainty: 'proven',
            subject: { kind: 'container', name },
            title: say`Container ${name} looks names up at ${server}, where nothing listens inside the container`,
            explanation: sentences(
              say`${server} is a loopback address: on the host systemd-resolved (or another local resolver) listens there, but inside container ${name} it is the container's own, and questions are refused. So the container resolves no name.`,
              origin,
            ),
            evidence: [
              {
                source: `docker exec ${name} cat /etc/resolv.conf`,
                lines: names.nameservers.map((one) => `nameserver ${one}`),
              },
              ...(byHand
                ? [
                    {
                      source: `docker inspect -f '{{.HostConfig.Dns}}' ${name}`,
                      lines: [`[${dns.join(' ')}]`],
                    },
                  ]
                : []),
              ...answerEvidence(names.answers.filter((answer) => answer.server === server)),
              ...complaintEvidence(complaint),
            ],
            falsifier: say`wrong if \`nsenter -t ${names.pid} -n dig +time=1 @${server} . NS\` gets an answer`,
            fix:
              byHand || mounted
                ? {
                    summary: sentences(
                      byHand
                        ? say`Take --dns out; Docker then puts the real nameservers in.`
                        : say`Take the mount of /etc/resolv.conf out; Docker then puts the real nameservers in.`,
                      changeIn(container),
                    ),
                    commands: changeCommands(container, {
                      compose: byHand ? say`no dns:` : say`no volume at /etc/resolv.conf`,
                      run: byHand ? say`(without --dns)` : say`(without -v …:/etc/resolv.conf)`,
                    }),
                    risk: say`A short outage of the container.`,
                  }
                : {
                    summary: say`Take "dns" out of /etc/docker/daemon.json, see that /etc/resolv.conf is the link that systemd-resolved makes, restart Docker.`,
                    commands: [
                      'grep -n dns /etc/docker/daemon.json',
                      'ls -l /etc/resolv.conf; cat /run/systemd/resolve/resolv.conf',
                      'systemctl restart docker',
                    ],
                    risk: say`Restarting Docker restarts every container.`,
                  },
            explains: complaint.length > 0 ? [`container:${name}`] : [],
          },
        ];
      },
    );
    return asOneFinding(found, views.question.asked.container);
  },
});
