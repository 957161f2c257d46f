import { isIP } from 'node:net';

import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Text } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import {
  addressesByDns,
  answerEvidence,
  asOneFinding,
  complaintEvidence,
  complaints,
  isDead,
  resolvingContainers,
} from './resolving.ts';

/** What Docker puts in where it finds no nameserver that a container could use. */
const FALLBACK = new Set(['8.8.8.8', '8.8.4.4', '2001:4860:4860::8888', '2001:4860:4860::8844']);

const JOURNAL = /No non-localhost DNS nameservers are left in resolv\.conf/;

/**
 * Seen: the host resolves private names, containers do not; or containers resolve nothing at all.
 * Why: when a container starts, Docker copies /etc/resolv.conf without the loopback addresses in it. Where nothing is left (a
 * local resolver at 127.0.0.1, a file that is missing or empty) it puts Google's 8.8.8.8 and 8.8.4.4 in, which know no
 * private name and are out of reach of many a cloud network. Docker 28 and later leaves the container without any.
 * Not seen: whether private names are needed, unless the inventory lists one. 8.8.8.8 that somebody chose is left alone.
 */
export const dockerDnsFallback = defineRule({
  id: 'docker-dns-fallback',
  title: say`Containers with Docker's own choice of nameservers`,
  needs: ['containers', 'question', 'resolvConf'],
  wants: ['containerNames', 'nameServers', 'dockerJournal', 'daemonJson', 'logs', 'symptoms', 'attempts'],
  evaluate: (views) => {
    const { resolvConf, daemonJson, dockerJournal = [], containerNames, containers, question } = views;
    const chosen = [...resolvConf.nameservers, ...(resolvConf.upstream ?? [])].some((one) =>
      FALLBACK.has(one),
    );
    const configured = daemonJson?.content.kind === 'object' && daemonJson.content.value['dns'] !== undefined;
    if (chosen || configured) return [];
    const said = dockerJournal.findLast(({ text }) => JOURNAL.test(text));
    const complaining = complaints(views);
    const found = resolvingContainers(containers, containerNames).flatMap(
      ({ container, names }): Finding[] => {
        const { name, inspect } = container;
        if (inspect.hostConfig.dns.length > 0) return [];
        if (inspect.mounts.some(({ destination }) => destination === '/etc/resolv.conf')) return [];
        const servers = names.nameservers;
        const fallen = servers.length > 0 && servers.every((server) => FALLBACK.has(server));
        if (!fallen && servers.length > 0) return [];
        const dead = servers.every((server) => isDead(server, names.answers));
        const lacking = lackingNames(question, names.answers, servers);
        const complaint = complaining.filter((spoken) => spoken.container.id === container.id);
        const inspectDns = `docker inspect -f '{{.HostConfig.Dns}}' ${name}`;
        const hurts = complaint.length > 0 || lacking.length > 0;
        return [
          {
            severity: hurts ? 'critical' : dead ? 'warning' : 'notice',
            certainty: said !== undefined || servers.length === 0 ? 'proven' : 'likely',
            subject: { kind: 'container', name },
            title: fallen
              ? say`Container ${name} asks ${list(servers, 'and')} for names, because Docker found no nameserver that it could use`
              : say`Container ${name} has no nameserver at all`,
            explanation: sentences(
              whenStarted(name, resolvConf.nameservers),
              fallen && say`Docker then puts ${list(servers, 'and')} in.`,
              fallen
                ? dead
                  ? say`From here they cannot be reached, so that the container resolves no name.`
                  : say`They know the names of the Internet and none of a private network.`
                : say`Docker left the container without one, so that it resolves no name.`,
              lacking.length > 0 &&
                (lacking.length === 1
                  ? say`${list(lacking, 'and')} cannot be found from the container, while the host finds it.`
                  : say`${list(lacking, 'and')} cannot be found from the container, while the host finds them.`),
            ),
            evidence: [
              {
                source: `docker exec ${name} cat /etc/resolv.conf`,
                lines:
                  servers.length === 0
                    ? [say`no nameserver`]
                    : servers.map((server) => `nameserver ${server}`),
              },
              {
                source: 'grep nameserver /etc/resolv.conf',
                lines:
                  resolvConf.nameservers.length === 0
                    ? [say`none`]
                    : resolvConf.nameservers.map((one) => `nameserver ${one}`),
              },
              ...(said === undefined ? [] : [{ source: 'journalctl -u docker', lines: [said.text] }]),
              ...answerEvidence(names.answers),
              ...complaintEvidence(complaint),
            ],
            falsifier: fallen
              ? say`wrong if somebody chose ${list(servers, 'and')} for this container (\`${inspectDns}\`, "dns" in daemon.json)`
              : say`wrong if somebody chose that for this container (\`${inspectDns}\`, "dns" in daemon.json)`,
            fix: {
              summary: say`Give Docker a nameserver that containers can reach: one that is no loopback address in /etc/resolv.conf (for systemd-resolved the link to /run/systemd/resolve/resolv.conf), or "dns" in /etc/docker/daemon.json. Then restart the container.`,
              commands: [
                'ls -l /etc/resolv.conf; cat /etc/resolv.conf',
                say`# /etc/docker/daemon.json:  "dns": ["<the network's nameserver>"], then systemctl restart docker`,
                `docker restart ${name}`,
              ],
              risk: say`Restarting Docker restarts every container; restarting the container alone is enough after a change of /etc/resolv.conf.`,
            },
            explains: complaint.length > 0 ? [`container:${name}`] : [],
          },
        ];
      },
    );
    return asOneFinding(found, views.question.asked.container);
  },
});

function whenStarted(name: string, nameservers: readonly string[]): Text {
  if (nameservers.length === 0) {
    return say`When container ${name} started, /etc/resolv.conf of the host named no nameserver.`;
  }
  return nameservers.every((one) => one.startsWith('127.') || one === '::1')
    ? say`When container ${name} started, /etc/resolv.conf of the host named only ${list(nameservers, 'and')}, which is the host itself and cannot be reached from a container.`
    : say`When container ${name} started, /etc/resolv.conf of the host named only ${list(nameservers, 'and')}, which may have been written since.`;
}

/** Names of needs that the host finds, all in all, and that the container's servers do not know. */
function lackingNames(
  { needs }: Views['question'],
  answers: Parameters<typeof addressesByDns>[1],
  servers: readonly string[],
): readonly string[] {
  return needs
    .filter(({ address, resolved }) => isIP(address) === 0 && resolved.some((one) => isIP(one) !== 0))
    .filter(({ address }) => servers.length === 0 || answers.some(({ name }) => name === address))
    .filter(({ address }) => addressesByDns(address, answers) === undefined)
    .map(({ address }) => address);
}
