import type { Container } from '../model/containers.ts';
import { say, type Said, sentences, type Sayable, type Text } from '../text/say.ts';
import { shellWord } from './shell-word.ts';

/** Who brings a container up, and would undo a change that is made anywhere else. */
export type Owner =
  | { readonly kind: 'compose'; readonly project: string; readonly service: string; readonly file?: string }
  /** Portainer keeps its stacks' files in its own volume; people see an editor. */
  | { readonly kind: 'portainer'; readonly project: string; readonly service: string }
  | { readonly kind: 'swarm'; readonly project: string; readonly service: string }
  | { readonly kind: 'kubernetes'; readonly project: string; readonly service: string }
  /** `docker run`, or something that leaves no labels. */
  | { readonly kind: 'nobody' };

/**
 * Labels tell. Portainer writes a stack's file to /data/compose/<n>/ in its own container, and compose notes that path;
 * the libcompose in Portainer 1 and docker-compose before 1.25 note no path at all.
 * Source: portainer api/exec/compose_stack.go; compose pkg/api/labels.go; docker/libcompose docker/service/service.go.
 */
export function ownerOf({ name, inspect }: Pick<Container, 'name' | 'inspect'>): Owner {
  const { labels } = inspect.config;
  const pod = labels['io.kubernetes.pod.name'];
  if (pod !== undefined) {
    return {
      kind: 'kubernetes',
      project: `${labels['io.kubernetes.pod.namespace'] ?? 'default'}/${pod}`,
      service: labels['io.kubernetes.container.name'] ?? name,
    };
  }
  const stack = labels['com.docker.stack.namespace'];
  const swarmService = labels['com.docker.swarm.service.name'];
  if (stack !== undefined || swarmService !== undefined)
    return { kind: 'swarm', project: stack ?? '', service: swarmService ?? name };

  const project = labels['com.docker.compose.project'];
  if (project === undefined) return { kind: 'nobody' };
  const service = labels['com.docker.compose.service'] ?? name;
  const folder = labels['com.docker.compose.project.working_dir'];
  const files = labels['com.docker.compose.project.config_files'];
  if ([folder, files].some((path) => path !== undefined && /(^|\/)data\/compose\/\d+/.test(path)))
    return { kind: 'portainer', project, service };
  // Older versions note the files' names alone.
  const [first] = (files ?? '').split(',').filter((path) => path !== '');
  const file = first === undefined || first.startsWith('/') || !folder ? first : `${folder}/${first}`;
  return { kind: 'compose', project, service, ...((file ?? folder) && { file: file ?? folder }) };
}

/** For the middle of a sentence: "service web of compose project shop (/srv/shop/docker-compose.yml)". */
export function describeOwner(container: Pick<Container, 'name' | 'inspect'>): Said {
  const owner = ownerOf(container);
  switch (owner.kind) {
    case 'compose':
      return owner.file === undefined
        ? say`service ${owner.service} of compose project ${owner.project}`
        : say`service ${owner.service} of compose project ${owner.project} (${owner.file})`;
    case 'portainer':
      return say`service ${owner.service} of Portainer stack ${owner.project}`;
    case 'swarm':
      return owner.project === ''
        ? say`service ${owner.service} of the swarm`
        : say`service ${owner.service} of the swarm (stack ${owner.project})`;
    case 'kubernetes':
      return say`container ${owner.service} of pod ${owner.project}`;
    case 'nobody':
      return say`container ${container.name}, which no compose project or stack owns`;
  }
  return owner satisfies never;
}

const REPLACED = say`That stops the container, creates a new one and starts it: a short outage, a new container id, address and host name; what was changed by hand inside the old one is lost.`;

/** Where a change of a container's configuration has to be made so that it lasts, and what making it does. */
export function changeIn(container: Pick<Container, 'name' | 'inspect'>): Text {
  const owner = ownerOf(container);
  switch (owner.kind) {
    case 'compose': {
      const file = owner.file ?? say`the compose file (or Portainer stack)`;
      return sentences(
        say`Change it in ${file} of project ${owner.project}, service ${owner.service}; a change made elsewhere is undone by the next \`docker compose up\`.`,
        REPLACED,
      );
    }
    case 'portainer':
      return sentences(
        say`Change it in Portainer: Stacks, ${owner.project}, Editor, service ${owner.service}, then "Update the stack"; a change made elsewhere is undone by the stack's next update.`,
        REPLACED,
      );
    case 'swarm':
      return sentences(
        owner.project === ''
          ? say`Change it in the stack file, service ${owner.service}, and deploy it; swarm replaces a container that is changed by hand.`
          : say`Change it in the stack file of ${owner.project}, service ${owner.service}, and deploy it; swarm replaces a container that is changed by hand.`,
        REPLACED,
      );
    case 'kubernetes':
      return say`Change it in what makes pod ${owner.project} (its Deployment or the like); the kubelet replaces a container that is changed by hand.`;
    case 'nobody':
      return sentences(
        say`${container.name} was made by hand (docker run): recreate it with all of its other options.`,
        REPLACED,
        say`If a stack is to bring a container of this name later, remove or rename this one first, or Docker refuses with "Conflict. The container name is already in use".`,
      );
  }
  return owner satisfies never;
}

/** The change as a person would type it: a line of the service in a compose file, or options of `docker run`. */
export interface Change {
  /** `ports: ["30005:9000"]` */
  readonly compose: Sayable;
  /** `-p 30005:9000` */
  readonly run: Sayable;
}

export function changeCommands(
  container: Pick<Container, 'name' | 'inspect'>,
  change: Change,
): readonly Sayable[] {
  const owner = ownerOf(container);
  switch (owner.kind) {
    case 'compose': {
      const where = owner.file === undefined ? '' : `-f ${shellWord(owner.file)} `;
      return [
        say`# ${owner.file ?? say`compose file`}, project ${owner.project}, service ${owner.service}:  ${change.compose}`,
        `docker compose ${where}-p ${shellWord(owner.project)} up -d ${shellWord(owner.service)}`,
      ];
    }
    case 'portainer':
      return [
        say`# Portainer, Stacks, ${owner.project}, Editor, service ${owner.service}:  ${change.compose}`,
        say`# then "Update the stack"`,
      ];
    case 'swarm':
      return [
        owner.project === ''
          ? say`# stack file, service ${owner.service}:  ${change.compose}`
          : say`# stack file of ${owner.project}, service ${owner.service}:  ${change.compose}`,
        ...(owner.project === '' ? [] : [`docker stack deploy -c <file> ${shellWord(owner.project)}`]),
      ];
    case 'kubernetes':
      return [say`# manifest of pod ${owner.project}, container ${owner.service}`];
    case 'nobody':
      return [
        say`docker inspect ${shellWord(container.name)}   # its other options`,
        say`# docker stop, docker rm, then docker run -d --name ${container.name}  ${change.run}  …the other options… ${container.inspect.image}`,
      ];
  }
  return owner satisfies never;
}
