import type { Neighbour } from '../facts/neighbours.ts';
import { occupied, occupiedByHost, type Occupied } from '../model/free-subnet.ts';
import { formatPrefix, parsePrefix } from '../model/prefix.ts';
import type { Views } from '../model/views.ts';
import { resolversOf } from '../rules/routing/shadow.ts';

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
      [rule.from, rule.to].map((range) => occupied(range ?? '', `the rule "${rule.text}"`)),
    ),
    ...neighbours.map(({ address, device }) => occupied(address, `the neighbour ${address} on ${device}`)),
    ...dockerInfo.defaultAddressPools
      .filter(() => !isDockersOwn(dockerInfo.defaultAddressPools))
      .map(({ base }) => occupied(base, `Docker's address pool ${base}`)),
    ...resolversOf(views).map((address) => occupied(address, `the name server ${address}`)),
    ...containers.flatMap(({ name, inspect }) =>
      inspect.hostConfig.dns.map((address) => occupied(address, `the name server ${address} of ${name}`)),
    ),
    ...question.needs.flatMap(({ name, resolved }) =>
      resolved.map((address) => around(address, `${name} (${address})`)),
    ),
    ...[question.client ?? ''].map((address) => around(address, `Ferryman's own address ${address}`)),
    ...workerAddresses.map((range) => occupied(range, `Ferryman's own network ${range}`)),
    ...halfOpen.map(({ from }) => around(from, `the client ${from}`)),
    ...tunnelled.map((range) => occupied(range, `the IPsec policy for ${range}`)),
    ...reserved.map((range) => occupied(range, `"reserved" in ferryman.yaml (${range})`)),
    ...avoid.map((range) => occupied(range, `avoid=${range}`)),
    ...others.flatMap(({ host, ranges: its }) =>
      its.map((range) => occupied(range, `the host ${host} (${range})`)),
    ),
  ];
  return [...occupiedByHost(network), ...ranges.filter((one) => one !== undefined)];
}

/** What was looked at, in sentences. */
export function whyFree(
  { views, tunnelled, reserved, avoid, others }: TakenBy,
  subnet: string,
): readonly string[] {
  const { network, question, neighbours = [] } = views;
  const tables = new Set(network.routes.map(({ table }) => table)).size;
  const unresolved = question.needs.filter(({ resolved }) =>
    resolved.every((one) => parsePrefix(one) === undefined),
  );
  const resolvers = resolversOf(views).length;
  return [
    `None of the ${network.addresses.length} addresses, ${network.routes.length} routes in ${count(tables, 'table')} and ${neighbours.length} neighbours of this host touches ${subnet}.`,
    `None of Docker's ${count(network.dockerSubnets.length, 'subnet')} does${views.dockerInfo.defaultAddressPools.length > 0 ? ', nor an address pool' : ''}.`,
    question.needs.length - unresolved.length + resolvers === 0
      ? 'The inventory lists no services that this host must reach.'
      : `The ${count(question.needs.length - unresolved.length, 'service')} that this host must reach (with the /24 around each) and its ${count(resolvers, 'name server')} are elsewhere.`,
    "Neither Ferryman's own network nor the ranges that clouds keep for themselves (100.64.0.0/10, 169.254.0.0/16) are near it.",
    ...(tunnelled.length > 0
      ? [`${count(tunnelled.length, 'range')} of IPsec policies were kept clear of.`]
      : []),
    ...(reserved.length > 0
      ? [`ferryman.yaml reserves ${reserved.join(', ')}, which it stays clear of.`]
      : []),
    ...(avoid.length > 0 ? [`It stays clear of ${avoid.join(', ')}, as asked.`] : []),
    elsewhere(others),
  ];
}

/** An address tells no netmask: what is only guessed is not said to be known. */
function elsewhere(others: readonly OtherHost[]): string {
  if (others.length === 0) return 'The inventory has no other hosts.';
  const of = (wanted: OtherHost['from']) => others.filter(({ from }) => from === wanted).length;
  const [looked, addressed, unknown] = [of('look'), of('address'), of('neither')];
  const parts = [
    ...(looked > 0
      ? [`the subnets of ${looked} are known from a look at them, and it is none of those`]
      : []),
    ...(addressed > 0
      ? [`of ${addressed} only the address is known, and it is not in the /24 around that`]
      : []),
    ...(unknown > 0 ? [`of ${unknown} neither is known`] : []),
  ];
  return `Of the ${count(others.length, 'other host')} in the inventory ${parts.join('; ')}.`;
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;

/** Whoever has one address in a private network has neighbours there that nobody named. */
function around(address: string, what: string): Occupied | undefined {
  const prefix = parsePrefix(address.includes('/') ? address : `${address}/24`);
  return prefix?.family === 4 ? occupied(formatPrefix(prefix), what) : undefined;
}

/** Of its built-in pools, which cover nearly all private ranges, Docker takes the lowest first and none that is in use. */
function isDockersOwn(pools: readonly { readonly base: string }[]): boolean {
  return (
    pools.some(({ base }) => base === '172.17.0.0/16') && pools.some(({ base }) => base === '192.168.0.0/16')
  );
}
