import { isIP } from 'node:net';

import type { ResolvConf } from '../../facts/resolv-conf.ts';
import { list, say, sentences } from '../../text/say.ts';
import { changeCommands, changeIn } from '../owner.ts';
import type { Finding } from '../rule.ts';
import { isCutOff, type NamesSeen } from './cut-off.ts';
import {
  answerEvidence,
  asOneFinding,
  complaintEvidence,
  complaints,
  isAboutContainer,
  isAlive,
  isDead,
  isPublic,
  resolvingContainers,
  serversOf,
} from './resolving.ts';

/** Copies and --dns: nameservers of a container that are not the host's, and that are dead from where it stands. */
export function onCopies(views: NamesSeen): readonly Finding[] {
  const { resolvConf, nameServers, containers = [], containerNames } = views;
  const hosts: ResolvConf['nameservers'] = serversOf(resolvConf);
  const hostWorks = hosts.some((server) => isAlive(server, nameServers?.answers ?? []));
  const complaining = complaints(views).filter((spoken) => !isAboutContainer(spoken, containers));
  const found = resolvingContainers(containers, containerNames).flatMap(({ container, names }): Finding[] => {
    const { dns } = container.inspect.hostConfig;
    const servers = (dns.length > 0 ? dns : names.nameservers).filter((server) => !server.startsWith('127.'));
    const foreign = servers.filter((server) => !hosts.includes(server));
    const dead = foreign.filter((server) => isDead(server, names.answers) && !isPublic(server));
    if (servers.length === 0 || dead.length < servers.length) return [];
    if (dead.every((server) => isCutOff(server, views))) return [];
    const complaint = complaining.filter((spoken) => spoken.container.id === container.id);
    if (!hostWorks && complaint.length === 0) return [];
    const given = dns.length > 0;
    // A copy that nothing in the container has a use for hurts nobody.
    const usesNames = container.inspect.config.endpoints.some(({ host }) => isIP(host) === 0);
    const { name } = container;
    return [
      {
        severity: complaint.length > 0 ? 'critical' : given || usesNames ? 'warning' : 'notice',
        certainty: 'proven',
        subject: { kind: 'container', name },
        title:
          dead.length === 1
            ? say`Container ${name} looks names up at ${list(dead, 'and')}, which does not answer`
            : say`Container ${name} looks names up at ${list(dead, 'and')}, which do not answer`,
        explanation: sentences(
          given
            ? say`Container ${name} was given ${list(dead, 'and')} as nameserver by hand (--dns).`
            : say`A container keeps the copy of /etc/resolv.conf that Docker made when it started (or what "dns" in daemon.json says). That of ${name} names ${list(dead, 'and')}; the host's own file names ${list(hosts, 'and')}.`,
          hostWorks
            ? say`From its network no answer comes from there, so that it resolves no name at all, while the host's nameserver answers.`
            : say`From its network no answer comes from there, so that it resolves no name at all.`,
        ),
        evidence: [
          {
            source: `docker exec ${name} cat /etc/resolv.conf`,
            lines: names.nameservers.map((server) => `nameserver ${server}`),
          },
          ...answerEvidence(names.answers.filter(({ server }) => dead.includes(server))),
          ...complaintEvidence(complaint),
        ],
        falsifier: say`wrong if \`nsenter -t ${names.pid} -n dig +time=2 +tries=1 @${dead[0] ?? ''} . NS\` gets an answer`,
        fix: given
          ? {
              summary: sentences(
                say`Take the dead nameserver out of the container's settings.`,
                changeIn(container),
              ),
              commands: changeCommands(container, {
                compose: say`dns: (without the dead one)`,
                run: say`(without --dns)`,
              }),
              risk: say`A short outage of the container. If the server is private on purpose, mend the way to it instead.`,
            }
          : {
              summary: say`Restart the container: it then gets a copy of the host's present file.`,
              commands: [`docker restart ${name}`, 'grep -n dns /etc/docker/daemon.json'],
              risk: say`A short outage of the container.`,
            },
        explains: complaint.length > 0 ? [`container:${name}`] : [],
      },
    ];
  });
  return asOneFinding(found, views.question.asked.container);
}
