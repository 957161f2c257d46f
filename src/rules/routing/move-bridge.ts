import { suggestSubnet } from '../../model/free-subnet.ts';
import type { DeviceSubnet } from '../../model/network.ts';
import { formatPrefix, parsePrefix } from '../../model/prefix.ts';
import { list, say, sentences, together, type Sayable } from '../../text/say.ts';
import type { Remedy } from '../rule.ts';
import { ownerOf } from '../owner.ts';
import { shellWord } from '../shell-word.ts';
import { members, type Overlap, type OverlapViews } from './bridge-overlap.ts';
import { writeBip } from './write-bip.ts';

/** Does the same after a plan that somebody approves. A fix that says this line is one that it can plan. */
export function fixLine(host: string, network: string): string {
  return `/fix-bridge ${host}${network === 'bridge' ? '' : ` network=${network}`}`;
}

/** The bridge moves, never the card: without the card's route the host loses its database and its neighbours. */
export function moveBridge(
  { bridge, host }: Pick<Overlap, 'bridge'> & { host?: DeviceSubnet },
  views: OverlapViews,
): Remedy {
  const needs = views.question.needs.flatMap(({ resolved }) => resolved);
  const unresolved = needs.filter((need) => parsePrefix(need) === undefined);
  const unsure =
    unresolved.length > 0 &&
    say`It is not known whether it covers ${list(unresolved, 'and')}, which did not resolve.`;
  const client = views.question.client === undefined ? [] : [`${views.question.client}/24`];
  const free = suggestSubnet(views.network, [...needs, ...client]);
  const target = free?.bridgeAddress ?? say`a subnet that is free in your network`;
  const affected = members(bridge, views.containers).filter(({ container }) => container.running).length;
  const card =
    host !== undefined &&
    say`Do not delete ${host.device}'s route instead: that opens the port and cuts the host off from its own subnet (databases, gateway).`;
  const apply = fixLine(views.question.host, bridge.network);
  if (bridge.network === 'bridge') {
    const { how, commands } = writeBip(target, views.daemonSetup);
    return {
      summary: say`Give Docker's bridge another subnet: ${how} and restart Docker.`,
      commands: [...commands, 'ip -4 addr show docker0; docker ps'],
      risk: sentences(
        affected === 1
          ? say`Docker restarts, and with it every container (${affected} on this bridge gets a new address).`
          : say`Docker restarts, and with it every container (${affected} on this bridge get new addresses).`,
        say`Ask the cloud's network owner that ${target} is used nowhere the host must reach.`,
        unsure,
        card,
      ),
      apply,
    };
  }
  const subnet = free === undefined ? target : formatPrefix(free.prefix);
  const project = bridge.labels['com.docker.compose.project'];
  const network = shellWord(bridge.network);
  return {
    summary: say`Recreate the network ${bridge.network} with a subnet of its own, ${subnet}.`,
    commands:
      project === undefined
        ? [
            say`docker network inspect ${network}   # note its containers and options`,
            say`docker network disconnect ${network} <container>   # each of them`,
            `docker network rm ${network}`,
            together('docker network create --subnet ', subnet, ` ${network}`),
            say`docker network connect ${network} <container>   # each of them`,
          ]
        : [
            say`# in the compose file of project ${project}, under networks.<name>.ipam.config:  - subnet: ${subnet}`,
            ...recreation(project, members(bridge, views.containers)),
          ],
    risk: sentences(
      affected === 1
        ? say`The container of this network loses its connections and gets a new address.`
        : say`The ${affected} containers of this network lose their connections and get new addresses.`,
      unsure,
      card,
    ),
    apply,
  };
}

/** `down` works without the compose file and `up` does not, so neither is said without it. */
function recreation(project: string, attached: ReturnType<typeof members>): readonly Sayable[] {
  const owners = attached.map(({ container }) => ownerOf(container));
  if (owners.some(({ kind }) => kind === 'portainer'))
    return [say`# in Portainer: Stacks, ${project}, Editor, then "Update the stack"`];
  const file = owners.find((owner) => owner.kind === 'compose')?.file;
  const compose = `docker compose ${file === undefined ? '' : `-f ${shellWord(file)} `}-p ${shellWord(project)}`;
  const both = `${compose} down && ${compose} up -d`;
  return [file === undefined ? say`# in the folder of that file: ${both}` : both];
}
