import { CONNECT_FAILURE } from '../../model/connect-failure.ts';
import { failed } from '../../model/attempts.ts';
import type { Views } from '../../model/views.ts';
import { isMeantBy, pinsOf } from '../../model/wanted-names.ts';
import { list, say, sentences, type Text } from '../../text/say.ts';
import { logEvidence } from '../evidence.ts';
import { spokenNow } from '../log-signature.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import { addressesByDns, answerEvidence, keysOf, resolvingContainers } from './resolving.ts';
import { stalePins } from './stale-pins.ts';

/**
 * Seen: a service cannot be reached by its name; whoever asks the nameserver gets an address that works.
 * Why: the name is pinned to another address, in /etc/hosts or in a container's own hosts file (--add-host, extra_hosts). The
 * pin was right before the move, and it wins over DNS without a word.
 * Not seen: pins of which nobody says that they hurt: one that answers, or that nothing uses, may be meant.
 */
export const staleHostsEntry = defineRule({
  id: 'stale-hosts-entry',
  title: say`A hosts file that pins a name to an address where nobody answers`,
  needs: ['question', 'attempts'],
  wants: ['hostsFile', 'nameServers', 'containers', 'containerNames', 'logs', 'symptoms'],
  evaluate: (views) => [...ofHost(views), ...ofContainers(views)],
});

type Seen = Pick<Views, 'question' | 'attempts'> &
  Partial<Pick<Views, 'hostsFile' | 'nameServers' | 'containers' | 'containerNames' | 'logs' | 'symptoms'>>;

function ofHost(views: Seen): Finding[] {
  const { question, attempts, nameServers, symptoms } = views;
  return question.needs.flatMap((need): Finding[] => {
    if (!failed(attempts.toNeed(need.name))) return [];
    const found = stalePins(need.address, views);
    if (found === undefined) return [];
    const { stale, byDns } = found;
    const [pin] = stale;
    return [
      {
        severity: 'critical',
        certainty: 'proven',
        subject: { kind: 'file', name: '/etc/hosts' },
        title: say`/etc/hosts pins ${need.address} to ${pin.address}, while DNS says ${list(byDns.addresses, 'and')}`,
        explanation: say`Programs on the host look into /etc/hosts before they ask a nameserver. Line ${pin.line} sends them to ${pin.address} for ${need.address}, where no connection comes about; the nameserver ${byDns.server} says ${list(byDns.addresses, 'and')}. The line was right once and was left behind when the service, or this host, moved.`,
        evidence: [
          {
            source: `grep -n ${need.address} /etc/hosts`,
            lines: stale.map(({ line, text }) => `${line}:${text}`),
          },
          ...answerEvidence(
            (nameServers?.answers ?? []).filter(
              ({ name, server }) => name === need.address && server === byDns.server,
            ),
          ),
        ],
        falsifier: say`wrong if \`dig +short @${byDns.server} ${need.address}\` says ${pin.address}, or ${pin.address} is meant (another view of the same service)`,
        fix: {
          summary: say`Take line ${pin.line} out of /etc/hosts, or correct the address.`,
          commands: [
            `cp -a /etc/hosts /etc/hosts.bak && sed -i '${pin.line}d' /etc/hosts`,
            `getent hosts ${need.address}`,
          ],
          risk: say`Who pinned it may have meant it (a private view of a public name). Containers have hosts files of their own.`,
        },
        explains: keysOf(need, symptoms),
      },
    ];
  });
}

function ofContainers(views: Seen): Finding[] {
  const { containers = [], containerNames, logs, symptoms, question, attempts } = views;
  const complaining =
    logs === undefined || symptoms === undefined
      ? []
      : spokenNow(CONNECT_FAILURE, { containers, logs, question, symptoms, attempts });
  return containers.flatMap((container) =>
    pinsOf(container).flatMap(({ name, address }): Finding[] => {
      const truth = truthOf(name, address, views);
      if (truth === undefined) return [];
      const complaint = complaining.find(
        (spoken) =>
          spoken.container.id === container.id &&
          [name, address].some((word) => spoken.around.includes(word)),
      );
      const [own] = resolvingContainers([container], containerNames);
      const tried = own?.names.pins.filter((pin) => pin.address === address) ?? [];
      const unreached = tried.length > 0 && tried.every(({ connects }) => !connects);
      const [right = ''] = truth.addresses;
      // It answers there, or nobody says that it does not.
      if (!unreached && (complaint === undefined || tried.length > 0)) return [];
      return [
        {
          severity: unreached ? 'critical' : 'warning',
          certainty: unreached ? 'proven' : 'likely',
          subject: { kind: 'container', name: container.name },
          title: titleOf(container.name, { name, address }, truth),
          explanation: sentences(
            say`Container ${container.name} was made with --add-host (extra_hosts) ${name}:${address}, which Docker writes into the container's hosts file; that wins over every nameserver.`,
            truth.server === undefined
              ? say`The inventory says ${list(truth.addresses, 'and')}.`
              : say`The nameserver ${truth.server} says ${list(truth.addresses, 'and')}.`,
            unreached && say`At ${address} nobody answers.`,
            say`The pin was right before something moved.`,
          ),
          evidence: [
            {
              source: `docker inspect -f '{{.HostConfig.ExtraHosts}}' ${container.name}`,
              lines: [`[${container.inspect.hostConfig.extraHosts.join(' ')}]`],
            },
            ...answerEvidence(
              (views.nameServers?.answers ?? []).filter((answer) => answer.name === name).slice(0, 1),
            ),
            ...tried.map(({ port }) => ({
              source: `nsenter -t ${container.inspect.state.pid} -n nc -zv -w 2 ${address} ${port}`,
              lines: [say`no connection`],
            })),
            ...(complaint === undefined ? [] : [logEvidence(container, complaint.lines.slice(0, 1))]),
          ],
          falsifier: say`wrong if ${name} is meant to be ${address} for this container, and \`nc -zv ${address} <port>\` connects`,
          fix: {
            summary: sentences(say`Take the entry out, or correct the address.`, changeIn(container)),
            commands: changeCommands(container, {
              compose: say`extra_hosts: ["${name}:${right}"]   (or no such line)`,
              run: say`--add-host ${name}:${right}   (or without it)`,
            }),
            risk: say`A short outage of the container. Who pinned it may have meant it.`,
          },
          explains: [`container:${container.name}`],
        },
      ];
    }),
  );
}

function titleOf(container: string, pin: { name: string; address: string }, truth: Truth): Text {
  const { name, address } = pin;
  const says = list(truth.addresses, 'and');
  return truth.server === undefined
    ? say`Container ${container} has ${name} pinned to ${address}, while the inventory says ${says}`
    : say`Container ${container} has ${name} pinned to ${address}, while the nameserver ${truth.server} says ${says}`;
}

interface Truth {
  /** The nameserver that says so; else it is the inventory. */
  readonly server?: string;
  readonly addresses: readonly string[];
}

/** Where the name is by anybody else's word, if that is another place. */
function truthOf(name: string, address: string, { question, nameServers }: Seen): Truth | undefined {
  const byDns = addressesByDns(name, nameServers?.answers ?? []);
  if (byDns !== undefined) return byDns.addresses.includes(address) ? undefined : byDns;
  const need = question.needs.find((one) => one.of === undefined && isMeantBy(one, name));
  if (need === undefined || need.resolved.length === 0 || need.resolved.includes(address)) return undefined;
  return { addresses: need.resolved };
}
