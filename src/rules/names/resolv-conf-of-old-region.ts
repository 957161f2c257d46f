import { list, say, sentences, type Text } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { isCutOff, type NamesSeen } from './cut-off.ts';
import { onCopies } from './on-copies.ts';
import {
  addressesByDns,
  answerEvidence,
  complaintEvidence,
  complaints,
  isAboutContainer,
  isAlive,
  isDead,
  isPublic,
  keysOf,
  serversOf,
  unresolvedNeeds,
} from './resolving.ts';

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
  evaluate: (views) => [...ofHost(views), ...onCopies(views)],
});

function ofHost(views: NamesSeen): Finding[] {
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
