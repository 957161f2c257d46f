import type { DockerNetwork } from '../facts/docker-networks.ts';
import type { Container } from '../model/containers.ts';
import { ownerOf } from '../rules/owner.ts';
import { shellWord } from '../rules/shell-word.ts';
import { say, sentences, type Sayable } from '../text/say.ts';

export interface FixedAddress {
  readonly container: Container;
  readonly before: string;
  readonly after: string;
}

/**
 * What keeps the new range when the network is made the next time: a line of the compose file. Compose from 2.30 on notes a hash of the
 * network's part of the file as a label and makes the network anew where the two differ; older ones never look.
 * Source: compose pkg/compose/create.go, `resolveOrCreateNetwork`.
 */
export function linesToChange(
  network: DockerNetwork,
  members: readonly Container[],
  { subnet, gateway }: { readonly subnet: string; readonly gateway?: string },
  fixed: readonly FixedAddress[],
): readonly Sayable[] {
  const project = network.labels['com.docker.compose.project'];
  const range = `{ subnet: ${subnet}${gateway === undefined ? '' : `, gateway: ${gateway}`} }`;
  if (project === undefined) {
    return [
      say`No compose project made the network ${network.name}: whatever makes it the next time (a script, \`docker network create\`) has to say --subnet ${subnet}, or Docker picks a range by itself again.`,
      ...fixed.map(
        ({ container, before, after }) =>
          say`Where ${container.name} is made: ${after} in place of ${before}.`,
      ),
    ];
  }
  const key = network.labels['com.docker.compose.network'] ?? network.name;
  const owners = members.map((container) => ownerOf(container));
  const portainer = owners.some(({ kind }) => kind === 'portainer');
  const file = owners.find((owner) => owner.kind === 'compose' && owner.project === project);
  const path = file?.kind === 'compose' ? file.file : undefined;
  const where = portainer
    ? say`In Portainer, Stacks, ${project}, Editor`
    : say`In ${path ?? say`the compose file`} of project ${project}`;
  const lines = fixed.map(({ container, before, after }) => {
    const owner = ownerOf(container);
    const service = owner.kind === 'compose' || owner.kind === 'portainer' ? owner.service : container.name;
    return say`${where}: services.${service}.networks.${key}.ipv4_address: ${after} in place of ${before}`;
  });
  const once = say`Compose 2.30 and later then make the network anew once, with a short outage of its containers.`;
  return [
    say`${where}: ${`networks: { ${key}: { ipam: { config: [${range}] } } }`}`,
    ...lines,
    portainer
      ? sentences(
          say`Until then "Update the stack" leaves the network as it is, and a stack that is removed and deployed again gets the old range back.`,
          once,
        )
      : sentences(
          say`Until then \`docker compose up\` leaves the network as it is, and \`docker compose down\` with \`up\` brings the old range back.`,
          once,
        ),
  ];
}

/** The same change for a person, where Ferryman cannot make it. */
export function stepsByHand(
  network: DockerNetwork,
  members: readonly Container[],
  subnet: string,
): readonly Sayable[] {
  const name = shellWord(network.name);
  const project = network.labels['com.docker.compose.project'];
  const owner = members.map((container) => ownerOf(container)).find(({ kind }) => kind !== 'nobody');
  if (network.scope !== 'local' || network.driver !== 'bridge')
    return [
      say`docker network inspect ${name}   # then create it again where it was made, with --subnet ${subnet}`,
    ];
  if (owner?.kind === 'portainer')
    return [...linesToChange(network, members, { subnet }, []).slice(0, 1), say`then "Update the stack"`];
  if (project !== undefined) {
    const file = owner?.kind === 'compose' && owner.file !== undefined ? `-f ${shellWord(owner.file)} ` : '';
    const compose = `docker compose ${file}-p ${shellWord(project)}`;
    return [
      ...linesToChange(network, members, { subnet }, []).slice(0, 1),
      `${compose} down && ${compose} up -d`,
    ];
  }
  return [
    say`docker network inspect ${name}   # note its options and labels`,
    ...members.map(({ name: container }) => `docker network disconnect ${name} ${shellWord(container)}`),
    `docker network rm ${name}`,
    say`docker network create --subnet ${subnet} ${name}   # with the options and labels that it had`,
    ...members.map(
      (container) =>
        `docker network connect ${aliasesOf(container, network)}${name} ${shellWord(container.name)}`,
    ),
  ];
}

function aliasesOf({ id, inspect }: Container, network: DockerNetwork): string {
  const attached = inspect.networks.find(({ name }) => name === network.name);
  const aliases = (attached?.aliases ?? []).filter((alias) => !id.startsWith(alias));
  return aliases.map((alias) => `--alias ${shellWord(alias)} `).join('');
}
