import { isIP } from 'node:net';

import type { ResolvConf } from '../../facts/resolv-conf.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Text } from '../../text/say.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import {
  addressesByDns,
  answerEvidence,
  asOneFinding,
  complaintEvidence,
  complaints,
  isAboutContainer,
  isAlive,
  isDead,
  isPublic,
  keysOf,
  resolvingContainers,
  serversOf,
  unresolvedNeeds,
} from './resolving.ts';

type Seen = Pick<Views, 'resolvConf' | 'question'> &
  Partial<
    Pick<
      Views,
      | 'nameServers'
      | 'routeAnswers'
      | 'neighbours'
      | 'bridges'
      | 'containers'
      | 'containerNames'
      | 'logs'
      | 'symptoms'
      | 'attempts'
    >
  >;

/**
 * Seen: after a move names do not resolve, or only after many seconds; applications say "Name or service not known", or that
 * they cannot reach their database.
 * Why: /etc/resolv.conf names resolvers that can be reached in the old region or network alone. It came along in the image,
 * and DHCP does not replace it (immutable, PEERDNS=no, written by hand). A container keeps the copy that was made when it
 * started, and what was given to it with --dns.
 * Not seen: a resolver that answers and lacks the private names of the new network, unless DHCP handed out one that has
 * them. Where nothing on the host needs a name, nothing is said.
 */
export const resolvConfOfOldRegion = defineRule({
  id: 'resolv-conf-of-old-region',
  title: say`Nameservers that do not answer here`,
  needs: ['resolvConf', 'question'],
  wants: [
    'nameServers',
    'routeAnswers',
    'neighbours',
    'bridges',
    'containers',
    'containerNames',
    'logs',
    'symptoms',
    'attempts',
  ],
  evaluate: (views) => [...ofHost(views), ...ofContainers(views)],
});

function ofHost(views: Seen): Finding[] {
  const { resolvConf, nameServers, question, symptoms } = views;
  if (nameServers === undefined) return [];
  const { answers, leased, immutable } = nameServers;
  const servers = serversOf(resolvConf);
  const dead = servers.filter((server) => isDead(server, answers));
  const needs = unresolvedNeeds(question);
  const better = leased.filter((server) => !servers.includes(server) && isAlive(server, answers));
  const known = needs.filter(({ address }) =>
    better.includes(addressesByDns(address, answers)?.server ?? ''),
  );
  const all = dead.length === servers.length;
  const first = dead.includes(servers[0] ?? '');
  if (servers.length === 0 || (dead.length === 0 && known.length === 0)) return [];
  // Somebody else's fault: the way to them is cut, or leads into a bridge.
  if (dead.length > 0 && dead.every((server) => isPublic(server) || isCutOff(server, views))) return [];
  const complaining = all
    ? complaints(views).filter((spoken) => !isAboutContainer(spoken, views.containers ?? []))
    : [];
  const suffers = needs.length > 0 || complaining.length > 0;
  if (!suffers && all && better.length === 0) return [];
  const explains = [
    ...needs.flatMap((need) => keysOf(need, symptoms)),
    ...complaining.map(({ container }) => `container:${container.name}`),
  ];
  const hurts = known.length > 0 || (suffers && (all || first));
  return [
    {
      severity: hurts ? 'critical' : all ? 'warning' : 'notice',
      certainty: all || known.length > 0 ? 'proven' : 'likely',
      subject: { kind: 'file', name: '/etc/resolv.conf' },
      title: titleOf(servers, dead, all),
      explanation: sentences(
        dead.length === 0
          ? say`The nameservers of /etc/resolv.conf (${list(servers, 'and')}) do not know ${list(
              known.map(({ address }) => address),
              'and',
            )}, which ${list(better, 'and')}, handed out by DHCP, does know.`
          : say`The host looks names up at ${list(servers, 'and')}.`,
        dead.length > 0 && howDead(dead, all, first),
        say`Such resolvers are reached from inside their own region or network only; after a move the file still names the old ones.`,
        needs.length > 0 &&
          say`${list(
            needs.map(({ name, address }) => (name === address ? name : say`${name} (${address})`)),
            'and',
          )} cannot be found by name.`,
        better.length === 1 && say`DHCP of this network handed out ${list(better, 'and')}, which answers.`,
        better.length > 1 && say`DHCP of this network handed out ${list(better, 'and')}, which answer.`,
      ),
      evidence: [
        {
          source: 'grep nameserver /etc/resolv.conf',
          lines: servers.map((server) => `nameserver ${server}`),
        },
        ...answerEvidence([
          ...answers.filter(({ server, name }) => servers.includes(server) && (name === '.' || all)),
          ...answers.filter(({ server }) => better.includes(server)),
        ]),
        ...(immutable
          ? [{ source: 'lsattr /etc/resolv.conf', lines: ['----i---------e------- /etc/resolv.conf'] }]
          : []),
        ...complaintEvidence(complaining),
      ],
      falsifier: say`wrong if \`dig +time=2 +tries=1 @${dead[0] ?? servers[0] ?? ''} ${needs[0]?.address ?? '. NS'}\` gets an answer`,
      fix: {
        summary:
          better.length > 0
            ? say`Write the nameservers of this network into /etc/resolv.conf (${list(better, 'and')}), or let DHCP write it again, then restart the containers, which keep a copy.`
            : say`Write the nameservers of this network into /etc/resolv.conf (those that DHCP or the provider names for this region), or let DHCP write it again, then restart the containers, which keep a copy.`,
        commands: [
          ...(immutable ? ['chattr -i /etc/resolv.conf'] : []),
          say`grep -rn PEERDNS /etc/sysconfig/network-scripts/ /etc/dhcp/dhclient.conf   # no PEERDNS=no, no supersede`,
          better[0] === undefined
            ? say`# /etc/resolv.conf: nameserver <the resolver of this region>`
            : `cp -aL /etc/resolv.conf /root/resolv.conf.bak && sed -i 's/^nameserver .*/nameserver ${better[0]}/' /etc/resolv.conf`,
        ],
        risk: say`Every program of the host looks names up there. If the servers are private on purpose, mend the way to them instead.`,
      },
      explains,
    },
  ];
}

function howDead(dead: readonly string[], all: boolean, first: boolean): Text {
  if (all) return dead.length === 1 ? say`It does not answer.` : say`None of them answers.`;
  if (dead.length === 1) {
    return first
      ? say`${list(dead, 'and')} does not answer, and as it is asked first every look-up waits for it: 5 s by default.`
      : say`${list(dead, 'and')} does not answer.`;
  }
  return first
    ? say`${list(dead, 'and')} do not answer, and as it is asked first every look-up waits for it: 5 s by default.`
    : say`${list(dead, 'and')} do not answer.`;
}

function titleOf(servers: readonly string[], dead: readonly string[], all: boolean): Text {
  if (dead.length === 0) return say`The nameservers in /etc/resolv.conf do not know this network's names`;
  if (!all) return say`Nameserver ${list(dead, 'and')} in /etc/resolv.conf does not answer; another one does`;
  return servers.length === 1
    ? say`The only nameserver in /etc/resolv.conf, ${list(servers, 'and')}, does not answer`
    : say`None of the nameservers in /etc/resolv.conf answers (${list(servers, 'and')})`;
}

/** No packet would get there: the route leads into a bridge of Docker or nowhere, or the next hop is dead. */
function isCutOff(server: string, { routeAnswers, bridges, neighbours }: Seen): boolean {
  if (server.startsWith('127.')) return false;
  const route = routeAnswers?.to(server);
  if (route === undefined) return false;
  if (route.refused !== undefined) return true;
  if (bridges?.some(({ device }) => device === route.device) === true) return true;
  return (
    route.gateway !== undefined &&
    neighbours?.some(
      ({ address, state }) => address === route.gateway && /FAILED|INCOMPLETE/i.test(state),
    ) === true
  );
}

/** Copies and --dns: nameservers of a container that are not the host's, and that are dead from where it stands. */
function ofContainers(views: Seen): readonly Finding[] {
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
