import { shellWord } from '../shell-word.ts';
import type { Container } from '../../model/containers.ts';
import { containersByName, namesOf } from '../../model/wanted-names.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences } from '../../text/say.ts';
import { changeCommands, changeIn } from '../owner.ts';
import { defineRule, type Finding } from '../rule.ts';
import { addressesByDns, complaintEvidence, complaints, mentions, resolvingContainers } from './resolving.ts';

/**
 * Seen: a container does not find another one by its name, although both run on the same host: "could not translate host name
 * "db"", EAI_AGAIN. It did while both were in a compose project.
 * Why: Docker's nameserver serves networks that somebody made. On the default bridge (plain `docker run`) there is none:
 * the container asks the host's nameservers, which know no container.
 * Not seen: names inside the application's own files. `--link` and --add-host make a name work there, and are looked at.
 */
export const nameResolutionOnDefaultBridge = defineRule({
  id: 'name-resolution-on-default-bridge',
  title: say`A container on the default bridge that looks for another one by its name`,
  needs: ['containers', 'question'],
  wants: ['containerNames', 'nameServers', 'resolvConf', 'logs', 'symptoms', 'attempts'],
  evaluate: (views) => {
    const { containers } = views;
    const complaining = complaints(views);
    return containers.flatMap((container): Finding[] => {
      if (!isOnDefaultBridge(container)) return [];
      const complaint = complaining.find((spoken) => spoken.container.id === container.id);
      const wanted = wantedBy(container, complaint?.lines[0]?.text ?? '', containers);
      if (wanted === undefined || isKnown(wanted.name, container, views)) return [];
      const supported = complaint !== undefined && mentions(complaint.lines[0]?.text ?? '', wanted.name);
      // With a search list a nameserver might know the name by its long form.
      if (!supported && (views.resolvConf?.search.length ?? 0) > 0) return [];
      if (!container.running && !supported) return [];
      const { name } = container;
      const network = wanted.other.attachments.find((one) => one.network !== 'bridge')?.network;
      return [
        {
          severity: supported ? 'critical' : 'warning',
          certainty: supported ? 'proven' : 'likely',
          subject: { kind: 'container', name },
          title: say`${name} looks for ${wanted.name} by name, which does not work on Docker's default bridge`,
          explanation: sentences(
            wanted.other.name === wanted.name
              ? say`Container ${name} connects to ${wanted.name}, which is another container on this host.`
              : say`Container ${name} connects to ${wanted.name}, which is container ${wanted.other.name} on this host.`,
            say`${name} is on Docker's default bridge (docker0), where Docker resolves no names of containers: that works only in networks that somebody made (docker network create, or a compose project).`,
            network !== undefined && say`${wanted.other.name} is in network ${network}.`,
          ),
          evidence: [
            {
              source: `docker inspect -f '{{.HostConfig.NetworkMode}} {{.HostConfig.Links}} {{.HostConfig.ExtraHosts}}' ${name}`,
              lines: [
                `${container.inspect.hostConfig.networkMode} [] [${container.inspect.hostConfig.extraHosts.join(' ')}]`,
              ],
            },
            {
              source: `docker ps --filter name=${wanted.other.name} --format '{{.Names}} {{.Networks}}'`,
              lines: [`${wanted.other.name} ${wanted.other.attachments.map((one) => one.network).join(',')}`],
            },
            ...(complaint === undefined ? [] : complaintEvidence([complaint])),
          ],
          falsifier: say`wrong if \`docker exec ${name} getent hosts ${wanted.name}\` prints an address`,
          fix: {
            summary: sentences(
              say`Put both into one network that is not the default bridge.`,
              changeIn(container),
            ),
            commands:
              network === undefined
                ? [
                    'docker network create appnet',
                    `docker network connect appnet ${wanted.other.name}`,
                    `docker network connect appnet ${name}`,
                    ...changeCommands(container, { compose: 'networks: [appnet]', run: '--network appnet' }),
                  ]
                : [
                    `docker network connect ${shellWord(network)} ${name}`,
                    ...changeCommands(container, {
                      compose: `networks: [${network}]`,
                      run: `--network ${shellWord(network)}`,
                    }),
                  ],
            risk: say`Connecting a network to a running container interrupts nothing; it lasts until the container is made again.`,
          },
          explains: [`container:${name}`],
        },
      ];
    });
  },
});

function isOnDefaultBridge({ inspect, attachments }: Container): boolean {
  const { networkMode } = inspect.hostConfig;
  const isDefault = networkMode === 'default' || networkMode === 'bridge' || networkMode === '';
  return isDefault && attachments.every(({ network }) => network === 'bridge');
}

function wantedBy(container: Container, line: string, containers: readonly Container[]) {
  const told = containersByName(container, containers);
  if (line === '') return told[0];
  const said = containers
    .filter(({ id }) => id !== container.id)
    .flatMap((other) => namesOf(other).map((name) => ({ name, other })))
    .find(({ name }) => mentions(line, name));
  return said ?? told[0];
}

/** By a link, an entry that was added, its hosts file, or a nameserver. */
function isKnown(
  name: string,
  container: Container,
  {
    containerNames,
    containers,
    nameServers,
  }: Pick<Views, 'containers'> & Partial<Pick<Views, 'containerNames' | 'nameServers'>>,
): boolean {
  const { links, extraHosts } = container.inspect.hostConfig;
  const linked = links.some((link) => link.split(':').some((part) => part.split('/').at(-1) === name));
  const added = extraHosts.some((line) => line.split(/[:=]/)[0] === name);
  const [own] = resolvingContainers(containers, containerNames).filter(
    (one) => one.container.id === container.id,
  );
  const inFile = own?.names.hosts.some(({ names }) => names.includes(name)) === true;
  return linked || added || inFile || addressesByDns(name, nameServers?.answers ?? []) !== undefined;
}
