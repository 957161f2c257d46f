import { suggestSubnet } from '../../model/free-subnet.ts';
import type { DeviceSubnet } from '../../model/network.ts';
import { formatPrefix, parsePrefix } from '../../model/prefix.ts';
import type { Remedy } from '../../report/report.ts';
import { list } from '../evidence.ts';
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
    unresolved.length === 0
      ? ''
      : ` It is not known whether it covers ${list(unresolved)}, which did not resolve.`;
  const client = views.question.client === undefined ? [] : [`${views.question.client}/24`];
  const free = suggestSubnet(views.network, [...needs, ...client]);
  const target = free?.bridgeAddress ?? 'a subnet that is free in your network';
  const affected = members(bridge, views.containers).filter(({ container }) => container.running).length;
  const card =
    host === undefined
      ? ''
      : ` Do not delete ${host.device}'s route instead: that opens the port and cuts the host off from its own subnet (databases, gateway).`;
  const apply = fixLine(views.question.host, bridge.network);
  if (bridge.network === 'bridge') {
    const { how, commands } = writeBip(target, views.daemonSetup);
    return {
      summary: `Give Docker's bridge another subnet: ${how} and restart Docker.`,
      commands: [...commands, 'ip -4 addr show docker0; docker ps'],
      risk: `Docker restarts, and with it every container (${affected} on this bridge ${affected === 1 ? 'gets a new address' : 'get new addresses'}). Ask the cloud's network owner that ${target} is used nowhere the host must reach.${unsure}${card}`,
      apply,
    };
  }
  const subnet = free === undefined ? target : formatPrefix(free.prefix);
  const project = bridge.labels['com.docker.compose.project'];
  const network = shellWord(bridge.network);
  return {
    summary: `Recreate the network ${bridge.network} with a subnet of its own, ${subnet}.`,
    commands:
      project === undefined
        ? [
            `docker network inspect ${network}   # note its containers and options`,
            `docker network disconnect ${network} <container>   # each of them`,
            `docker network rm ${network}`,
            `docker network create --subnet ${subnet} ${network}`,
            `docker network connect ${network} <container>   # each of them`,
          ]
        : [
            `# in the compose file of project ${project}, under networks.<name>.ipam.config:  - subnet: ${subnet}`,
            ...recreation(project, members(bridge, views.containers)),
          ],
    risk: `${affected === 1 ? 'The container of this network loses its connections and gets a new address' : `The ${affected} containers of this network lose their connections and get new addresses`}.${unsure}${card}`,
    apply,
  };
}

/** `down` works without the compose file and `up` does not, so neither is said without it. */
function recreation(project: string, attached: ReturnType<typeof members>): string[] {
  const owners = attached.map(({ container }) => ownerOf(container));
  if (owners.some(({ kind }) => kind === 'portainer'))
    return [`# in Portainer: Stacks, ${project}, Editor, then "Update the stack"`];
  const file = owners.find((owner) => owner.kind === 'compose')?.file;
  const compose = `docker compose ${file === undefined ? '' : `-f ${shellWord(file)} `}-p ${shellWord(project)}`;
  const both = `${compose} down && ${compose} up -d`;
  return [file === undefined ? `# in the folder of that file: ${both}` : both];
}
