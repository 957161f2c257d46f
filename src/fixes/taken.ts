import type { Neighbour } from '../facts/neighbours.ts';
import { occupied, occupiedByHost, type Occupied } from '../model/free-subnet.ts';
import { formatPrefix, parsePrefix } from '../model/prefix.ts';
import type { Views } from '../model/views.ts';
import { resolversOf } from '../rules/routing/shadow.ts';
import { list, say, sentences, type Sayable, type Text } from '../text/say.ts';

/** Everything of which a new subnet stays clear. */
export interface TakenBy {
  readonly views: Pick<Views, 'network' | 'question' | 'dockerInfo'> &
    Partial<Pick<Views, 'resolvConf' | 'halfOpen' | 'containers'>> & {
      readonly neighbours?: readonly Neighbour[];
    };
  readonly tunnelled: readonly string[];
  /** Of ferryman.yaml. */
  readonly reserved: readonly string[];
  /** Of whoever asks. */
  readonly avoid: readonly string[];
  readonly workerAddresses: readonly string[];
  /** The rest of the inventory. */
  readonly others: readonly OtherHost[];
}

/** A host's name and the ranges that a subnet stays clear of for its sake. */
export interface OtherHost {
  readonly host: string;
  readonly ranges: readonly string[];
  /** What its ranges come from: a look at its cards, its address alone (the /24 around it), or neither, only what it must reach. */
  readonly from: 'look' | 'address' | 'neither';
}

export function takenBy(known: TakenBy): readonly Occupied[] {
  const { views, tunnelled, reserved, avoid, workerAddresses, others } = known;
  const { network, question, dockerInfo, neighbours = [], halfOpen = [], containers = [] } = views;
  const ranges: (Occupied | undefined)[] = [
    ...network.rules.flatMap((rule) =>
      [rule.from, rule.to].map((range) => occupied(range ?? '', say`the rule "${rule.text}"`)),
    ),
    ...neighbours.map(({ address, device }) => occupied(address, say`the neighbour ${address} on ${device}`)),
    ...dockerInfo.defaultAddressPools
      .filter(() => !isDockersOwn(dockerInfo.defaultAddressPools))
      .map(({ base }) => occupied(base, say`Docker's address pool ${base}`)),
    ...resolversOf(views).map((address) => occupied(address, say`the name server ${address}`)),
    ...containers.flatMap(({ name, inspect }) =>
      inspect.hostConfig.dns.map((address) => occupied(address, say`the name server ${address} of ${name}`)),
    ),
    ...question.needs.flatMap(({ name, resolved }) =>
      resolved.map((address) => around(address, `${name} (${address})`)),
    ),
    ...[question.client ?? ''].map((address) => around(address, say`Ferryman's own address ${address}`)),
    ...workerAddresses.map((range) => occupied(range, say`Ferryman's own network ${range}`)),
    ...halfOpen.map(({ from }) => around(from, say`the client ${from}`)),
    ...tunnelled.map((range) => occupied(range, say`the IPsec policy for ${range}`)),
    ...reserved.map((range) => occupied(range, say`"reserved" in ferryman.yaml (${range})`)),
    ...avoid.map((range) => occupied(range, `avoid=${range}`)),
    ...others.flatMap(({ host, ranges: its }) =>
      its.map((range) => occupied(range, say`the host ${host} (${range})`)),
    ),
  ];
  return [...occupiedByHost(network), ...ranges.filter((one) => one !== undefined)];
}

/** What was looked at, in sentences. */
export function whyFree(
  { views, tunnelled, reserved, avoid, others }: TakenBy,
  subnet: string,
): readonly Text[] {
  const { network, question, neighbours = [] } = views;
  const tables = new Set(network.routes.map(({ table }) => table)).size;
  const unresolved = question.needs.filter(({ resolved }) =>
    resolved.every((one) => parsePrefix(one) === undefined),
  );
  const resolvers = resolversOf(views).length;
  const needs = question.needs.length - unresolved.length;
  const pooled = views.dockerInfo.defaultAddressPools.length > 0;
  return [
    say`None of the ${network.addresses.length} addresses, ${network.routes.length} routes in ${counted(tables).tables} and ${neighbours.length} neighbours of this host touches ${subnet}.`,
    pooled
      ? say`None of Docker's ${counted(network.dockerSubnets.length).subnets} does, nor an address pool.`
      : say`None of Docker's ${counted(network.dockerSubnets.length).subnets} does.`,
    neededElsewhere({ listed: question.needs.length, needs, resolvers }),
    say`Neither Ferryman's own network nor the ranges that clouds keep for themselves (100.64.0.0/10, 169.254.0.0/16) are near it.`,
    ...(tunnelled.length > 0
      ? [say`${counted(tunnelled.length).ranges} of IPsec policies were kept clear of.`]
      : []),
    ...(reserved.length > 0 ? [say`ferryman.yaml reserves ${list(reserved)}, which it stays clear of.`] : []),
    ...(avoid.length > 0 ? [say`It stays clear of ${list(avoid)}, as asked.`] : []),
    elsewhere(others),
  ];
}

/** @param known `needs`: of those that the inventory lists, how many have an address; what has none is warned of */
function neededElsewhere({
  listed,
  needs,
  resolvers,
}: {
  readonly listed: number;
  readonly needs: number;
  readonly resolvers: number;
}): Text {
  const { services } = counted(needs);
  const nameServers = counted(resolvers).resolvers;
  if (needs > 0 && resolvers > 0)
    return say`The ${services} that this host must reach (with the /24 around each) and its ${nameServers} are elsewhere.`;
  if (needs > 0)
    return needs === 1
      ? say`The 1 service that this host must reach (with the /24 around it) is elsewhere.`
      : say`The ${services} that this host must reach (with the /24 around each) are elsewhere.`;
  return sentences(
    listed === 0
      ? say`The inventory lists no services that this host must reach.`
      : say`No address is known of what this host must reach.`,
    resolvers === 1 && say`Its name server is elsewhere.`,
    resolvers > 1 && say`Its ${nameServers} are elsewhere.`,
  );
}

/** An address tells no netmask: what is only guessed is not said to be known. */
function elsewhere(others: readonly OtherHost[]): Text {
  if (others.length === 0) return say`The inventory has no other hosts.`;
  const of = (wanted: OtherHost['from']) => others.filter(({ from }) => from === wanted).length;
  const [looked, addressed, unknown] = [of('look'), of('address'), of('neither')];
  const parts = [
    ...(looked > 0 ? [say`the subnets of ${looked} were read, and none of them overlaps it`] : []),
    ...(addressed > 0
      ? [say`of ${addressed} only the address is known, and it is not in the /24 around that`]
      : []),
    ...(unknown > 0 ? [say`of ${unknown} neither is known`] : []),
  ];
  return say`Of the ${counted(others.length).hosts} in the inventory ${list(parts, 'clauses')}.`;
}

function counted(n: number) {
  const one = n === 1;
  return {
    tables: one ? say`1 table` : say`${n} tables`,
    subnets: one ? say`1 subnet` : say`${n} subnets`,
    services: one ? say`1 service` : say`${n} services`,
    resolvers: one ? say`1 name server` : say`${n} name servers`,
    ranges: one ? say`1 range` : say`${n} ranges`,
    hosts: one ? say`1 other host` : say`${n} other hosts`,
  };
}

/** Whoever has one address in a private network has neighbours there that nobody named. */
function around(address: string, what: Sayable): Occupied | undefined {
  const prefix = parsePrefix(address.includes('/') ? address : `${address}/24`);
  return prefix?.family === 4 ? occupied(formatPrefix(prefix), what) : undefined;
}

/** Of its built-in pools, which cover nearly all private ranges, Docker takes the lowest first and none that is in use. */
function isDockersOwn(pools: readonly { readonly base: string }[]): boolean {
  return (
    pools.some(({ base }) => base === '172.17.0.0/16') && pools.some(({ base }) => base === '192.168.0.0/16')
  );
}
