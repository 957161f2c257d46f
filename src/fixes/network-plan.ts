import type { DockerNetwork } from '../facts/docker-networks.ts';
import type { Container } from '../model/containers.ts';
import { formatPrefix, parsePrefix } from '../model/prefix.ts';
import { say } from '../text/say.ts';
import { affectedBy, mayEnd, running, steady } from './affected.ts';
import type { NetworkMember } from './change.ts';
import { linesToChange, stepsByHand, type FixedAddress } from './network-plan-by-hand.ts';
import { isFour, memberObstacles, networkObstacles, rangeObstacles } from './network-plan-obstacles.ts';
import { networkSteps } from './network-plan-steps.ts';
import { networkWarnings, ruleObstacles } from './network-plan-warnings.ts';
import { createWords, joinWords, moved, movedRange, rangeWords, type Move } from './network-plan-words.ts';
import type { PlanInput, PlannedFix, Refusal } from './plan-input.ts';
import { refusal, type Obstacle } from './refusal.ts';

/** A network that somebody made is created again on a free range; Docker goes on running, and so do the containers. */
export function planNetwork(input: PlanInput): PlannedFix | Refusal {
  const { bridge, free, views } = input;
  const network = input.networks.find(({ id }) => id === bridge.networkId);
  const subnet = network?.subnets.find(isFour);
  const from = subnet === undefined ? undefined : parsePrefix(subnet.subnet);
  if (network === undefined || subnet === undefined || from === undefined) {
    const because = say`Docker did not tell what the network ${bridge.network} is made of.`;
    return refusal([
      { because, next: say`Plan again; if it stays so, \`docker network inspect\` tells why.` },
    ]);
  }

  const move: Move = { from, to: free.prefix };
  const toSubnet = formatPrefix(free.prefix);
  const to = `${ownAddress(bridge.address, move, free.bridgeAddress)}/${free.prefix.length}`;
  const members = membersOf(network, views.containers);
  const fixed = members.flatMap((container): FixedAddress[] => {
    const before = placeIn(network, container)?.fixedIpv4;
    return before === undefined ? [] : [{ container, before, after: moved(before, move) ?? '' }];
  });

  const obstacles: readonly Obstacle[] = [
    ...networkObstacles(network, input),
    ...ruleObstacles(input, network),
    ...members.flatMap((container) => memberObstacles(container, network, input)),
    ...rangeObstacles(
      network,
      fixed.map(({ container, before }) => ({ name: container.name, address: before })),
      move,
      hostOf(to),
    ),
  ];
  if (obstacles.length > 0) return { ...refusal(obstacles), byHand: stepsByHand(network, members, toSubnet) };

  const gateway =
    subnet.gateway === undefined && hostOf(to) === hostOf(free.bridgeAddress) && isFirst(to, move)
      ? undefined
      : hostOf(to);
  const range = subnet.ipRange === undefined ? undefined : movedRange(subnet.ipRange, move);
  const auxiliary = Object.entries(subnet.auxiliary ?? {}).map(([name, address]) => [
    name,
    moved(address, move) ?? address,
  ]);
  const after = rangeWords({
    subnet: toSubnet,
    ...(gateway !== undefined && { gateway }),
    ...(range !== undefined && { ipRange: range }),
    auxiliary: Object.fromEntries(auxiliary),
  });
  const touched = running([...members, ...sharing(members, views.containers)]);
  const change: PlannedFix['change'] = {
    kind: 'network',
    name: network.name,
    id: network.id,
    ...(network.options.bridgeName !== undefined && { bridgeName: network.options.bridgeName }),
    from: `${bridge.address ?? ''}/${bridge.prefix.length}`,
    to,
    fromSubnet: subnet.subnet,
    toSubnet,
    create: createWords(network),
    before: rangeWords(subnet),
    after,
    mayEnd: steady(views.containers, views.question.now)
      .filter(mayEnd)
      .map(({ id }) => id),
    touched: touched.map(({ id }) => id),
    members: members.map((container) => memberOf(container, network, move)),
  };
  return {
    kind: 'planned',
    method: 'network',
    bridge: { device: bridge.device, network: network.name },
    from: change.from,
    to,
    ...networkSteps(input, change, members),
    affected: touched.map((container) => ({ ...affectedBy(container, bridge), startedByFix: false })),
    // An estimate: each member leaves and joins one after the other.
    downtimeSeconds: {
      least: Math.ceil(1 + members.length * 0.5),
      most: Math.ceil(3 + members.length * 1.5),
    },
    proof: [
      say`The network ${network.name} is ${toSubnet}, its bridge has ${to} by the kernel's own word, and each of its ${members.length} containers is in it under its names.`,
    ],
    warnings: networkWarnings(input, network, members, touched),
    byHand: linesToChange(
      network,
      members,
      { subnet: toSubnet, ...(gateway !== undefined && { gateway }) },
      fixed,
    ),
    containers: steady(views.containers, views.question.now).map(({ id, name }) => ({ id, name })),
    stopFirst: false,
    change,
  };
}

/** Those with an address that they ask for first, so that nobody takes it; then in the order of their addresses, which they mostly get again. */
function membersOf(network: DockerNetwork, containers: readonly Container[]): readonly Container[] {
  const rank = (container: Container): bigint => {
    const place = placeIn(network, container);
    if (place?.fixedIpv4 !== undefined) return -1n;
    return parsePrefix(place?.ipv4 ?? '255.255.255.255')?.network ?? 0n;
  };
  return containers
    .filter((container) => placeIn(network, container) !== undefined)
    .toSorted((one, other) => Number(rank(one) - rank(other)) || one.name.localeCompare(other.name));
}

function placeIn(network: DockerNetwork, { inspect }: Container) {
  return inspect.networks.find(({ name }) => name === network.name);
}

/** They use a member's own network namespace. */
function sharing(members: readonly Container[], containers: readonly Container[]): readonly Container[] {
  const modes = new Set(members.map(({ id }) => `container:${id}`));
  return containers.filter(({ inspect }) => modes.has(inspect.hostConfig.networkMode));
}

function memberOf(container: Container, network: DockerNetwork, move: Move): NetworkMember {
  const place = placeIn(network, container);
  if (place === undefined) throw new Error(`${container.name} is not in ${network.name}`);
  const before = place.fixedIpv4;
  const after = before === undefined ? undefined : moved(before, move);
  return {
    id: container.id,
    before: joinWords(container.id, place, before),
    after: joinWords(container.id, place, after),
    ...(before !== undefined && after !== undefined && { fixed: { before, after } }),
  };
}

/** Where the bridge sat at an address other than the first, it does so again, unless somebody named one. */
function ownAddress(held: string | undefined, move: Move, given: string): string {
  if (!isFirst(given, move)) return hostOf(given);
  return moved(held ?? '', move) ?? hostOf(given);
}

const isFirst = (address: string, { to }: Move) => parsePrefix(hostOf(address))?.network === to.network + 1n;

const hostOf = (cidr: string) => cidr.split('/')[0] ?? '';
