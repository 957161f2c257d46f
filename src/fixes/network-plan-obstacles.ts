import type { DockerNetwork } from '../facts/docker-networks.ts';
import type { Container } from '../model/containers.ts';
import { formatPrefix } from '../model/prefix.ts';
import { list, say, type Text } from '../text/say.ts';
import { moved, movedRange, type Move } from './network-plan-words.ts';
import type { PlanInput } from './plan-input.ts';
import type { Obstacle } from './refusal.ts';

/** Why this network cannot be created again as it is. */
export function networkObstacles(network: DockerNetwork, { networks }: PlanInput): readonly Obstacle[] {
  const { name } = network;
  const found: readonly (Text | false)[] = [
    network.driver !== 'bridge' &&
      say`The network ${name} is made by the driver ${network.driver}, whose ranges are part of a network outside of this host.`,
    (network.scope !== 'local' || network.ingress === true) &&
      say`The network ${name} belongs to a swarm, which spans other hosts too.`,
    network.configOnly === true && say`${name} is only a configuration for other networks.`,
    network.configFrom !== undefined &&
      say`The network ${name} gets its range from the configuration ${network.configFrom}.`,
    network.ipamDriver !== undefined &&
      say`The addresses of the network ${name} are given out by ${network.ipamDriver}, which Ferryman does not know.`,
    (network.withoutIpv4 === true || network.subnets.filter(isFour).length !== 1) &&
      say`The network ${name} does not have exactly one IPv4 range.`,
    network.subnets.some((subnet) => !isFour(subnet) && (subnet.ipRange ?? subnet.auxiliary) !== undefined) &&
      say`The IPv6 range of the network ${name} has parts that are set aside.`,
    networks.filter((other) => other.name === name).length > 1 &&
      say`There are several networks that are called ${name}.`,
    !PLAIN.test(name) &&
      say`The network's name, ${JSON.stringify(name)}, is none that \`docker network create\` takes.`,
    JSON.stringify([network.options.all, network.labels, network.ipamOptions]).includes(MASK) &&
      say`An option or a label of the network ${name} looks like a secret, which Ferryman does not read, so it could not write it again.`,
  ];
  return found
    .filter((because) => because !== false)
    .map((because) => ({
      because,
      next: say`Move it by hand, when nobody needs its containers for some minutes.`,
    }));
}

/** Why a container could not join again as it was. */
export function memberObstacles(
  container: Container,
  network: DockerNetwork,
  { version }: Pick<PlanInput, 'version'>,
): readonly Obstacle[] {
  const { inspect, name } = container;
  const { state, hostConfig } = inspect;
  const attached = inspect.networks.filter((one) => one.name === network.name);
  const mode = hostConfig.networkMode;
  const drawn = container.inspect.hostConfig.portBindings.filter(({ hostPort }) => hostPort === undefined);
  const found: readonly { because: Text | false; next: Text }[] = [
    {
      because:
        mode.length >= 12 &&
        network.id.startsWith(mode) &&
        say`The container ${name} was made for the network ${network.name} by its id, which the network would lose.`,
      next: say`Recreate ${name} with the network's name, --network ${network.name}, and plan again.`,
    },
    {
      because:
        (state.restarting || state.dead) &&
        say`The container ${name} is being restarted or removed just now.`,
      next: say`Wait until ${name} runs or stands still, and plan again.`,
    },
    {
      because:
        state.running &&
        (drawn.length > 0 || hostConfig.publishAllPorts) &&
        say`The container ${name} has a host port that Docker draws by itself, and would draw anew: whoever uses the old one would not find it.`,
      next: say`Give ${name} a host port of its own (ports: "8080:80"), or move the network by hand.`,
    },
    {
      because:
        attached.some((one) => ownMac(one.mac, one.ipv4, inspect.config.macAddress, version)) &&
        say`The container ${name} has a MAC address of its own, which \`docker network connect\` of Docker ${version} cannot give it again.`,
      next: say`Move the network by hand, with the containers recreated.`,
    },
    {
      because:
        JSON.stringify(attached).includes(MASK) &&
        say`A name of the container ${name} in the network ${network.name} looks like a secret, which Ferryman does not read, so it could not write it again.`,
      next: say`Move the network by hand.`,
    },
  ];
  return found.flatMap(({ because, next }) => (because === false ? [] : [{ because, next }]));
}

/** What has no place in the new range. */
export function rangeObstacles(
  network: DockerNetwork,
  fixed: readonly { name: string; address: string }[],
  move: Move,
  bridgeAddress: string,
): readonly Obstacle[] {
  const subnet = network.subnets.find(isFour);
  const reserved = Object.entries(subnet?.auxiliary ?? {}).map(([name, address]) => ({
    name: say`the reserved ${name}`,
    address,
  }));
  const homeless = [...fixed, ...reserved].filter(({ address }) => {
    const there = moved(address, move);
    return there === undefined || there === bridgeAddress;
  });
  const range = subnet?.ipRange;
  const tooNarrow = range !== undefined && movedRange(range, move) === undefined;
  if (homeless.length === 0 && !tooNarrow) return [];
  const what = [
    ...homeless.map(({ name, address }) => say`${name} (${address})`),
    ...(tooNarrow ? [say`the range for its containers (${range})`] : []),
  ];
  return [
    {
      because:
        what.length === 1
          ? say`${formatPrefix(move.to)} has no place for ${list(what)}, at the distance from its start that it has now.`
          : say`${formatPrefix(move.to)} has no place for ${list(what, 'and')}, at the distance from its start that they have now.`,
      next: say`Name a range as large as ${formatPrefix(move.from)}: subnet=<address>/${move.from.length}.`,
    },
  ];
}

const MASK = '‹secret';
const PLAIN = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

export const isFour = ({ subnet }: { readonly subnet: string }) => !subnet.includes(':');

/**
 * Until 24 a MAC address that somebody asked for belongs to the container, and stays with it; from 25 on to its place in the network.
 * Until 27 all others are made from the IPv4 address, from 28 on they are drawn, and nothing tells the two apart.
 */
function ownMac(
  mac: string | undefined,
  ipv4: string | undefined,
  asked: string | undefined,
  version: string,
): boolean {
  const major = Number.parseInt(version, 10);
  if (major < 25 || mac === undefined) return false;
  if (major >= 28) return asked !== undefined;
  const octets = (ipv4 ?? '').split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
  return ipv4 !== undefined && mac !== ['02', '42', ...octets].join(':');
}
