import { stalePins } from '../names/stale-pins.ts';
import type { Neighbour } from '../../facts/neighbours.ts';
import { describeOutcome, needKeys } from '../../model/attempts.ts';
import { outsideDevice } from '../../model/paths.ts';
import { addressIn, parsePrefix } from '../../model/prefix.ts';
import type { RouteAnswer } from '../../model/route-answers.ts';
import type { ResolvedNeed, Views } from '../../model/views.ts';
import type { Outcome } from '../../facts/snapshot.ts';
import { say } from '../../text/say.ts';
import type { Evidence } from '../rule.ts';

export const BEYOND_NEEDS = ['attempts', 'question', 'network', 'firewalls', 'routeAnswers'] as const;
export const BEYOND_WANTS = [
  'neighboursAfter',
  'neighbours',
  'gateways',
  'bridges',
  'farSigns',
  'tracer',
  'counterRise',
  'hostsFile',
  'nameServers',
] as const;

export type Seen = Pick<Views, (typeof BEYOND_NEEDS)[number]> &
  Partial<Pick<Views, (typeof BEYOND_WANTS)[number]>>;

/** Something that the host must reach and does not, although it does all that it can: the packets leave by the right card. */
export interface LostBeyond {
  readonly need: ResolvedNeed & { readonly port: number };
  readonly address: string;
  readonly outcome: Outcome;
  /** The card by which the packets leave, and the host's own address on it. */
  readonly device: string;
  readonly own: string;
  /** Who takes the packet from the host: the machine itself on the same network, else the gateway. */
  readonly nextHop: Neighbour;
  /** Something answers at that address, if not on this port. */
  readonly alive: boolean;
  /** `same-network`: no gateway in between, the machine itself answers ARP. */
  readonly place: 'same-network' | 'same-cloud' | 'other-private' | 'public';
  readonly evidence: readonly Evidence[];
  readonly keys: readonly string[];
}

export function lostBeyond(views: Seen): readonly LostBeyond[] {
  return views.question.needs.flatMap((need): LostBeyond[] => {
    const [address] = need.resolved;
    const { port } = need;
    const outcome = views.attempts.toNeed(need.name);
    if (address === undefined || port === undefined || address.includes(':') || !isLost(outcome)) return [];
    const route = views.routeAnswers.to(address);
    const own = views.network.hostSubnets.find(({ device }) => device === route?.device)?.address;
    if (route?.device === undefined || own === undefined || isBridge(route.device, views)) return [];
    const nextHop = nextHopOf(address, route, views);
    if (isDetour(address, route, views) || !isFollowedOut(address, port, views)) return [];
    // Nobody there at all is another cause: of routes, or a machine that is off.
    if (
      nextHop === undefined ||
      nextHop.mac === undefined ||
      !leavesFirewall({ from: own, to: address, port, oif: route.device }, views)
    )
      return [];
    // The address is not the service's own: nobody beyond has to let it in.
    if (stalePins(need.address, views) !== undefined) return [];
    const signs = (views.farSigns ?? []).filter((one) => one.address === need.address);
    return [
      {
        need: { ...need, port },
        address,
        outcome,
        device: route.device,
        own,
        nextHop,
        alive: signs.length > 0,
        place: placeOf(address, route, views),
        evidence: [
          {
            source: say`connection attempt from the host to ${address}:${port}`,
            lines: [describeOutcome(outcome)],
          },
          { source: route.evidence.source, lines: [...route.evidence.lines] },
          {
            source: `ip neigh show ${nextHop.address}`,
            lines: [`${nextHop.address} dev ${nextHop.device} lladdr ${nextHop.mac} ${nextHop.state}`],
          },
          ...signs.map(({ sign }) => SIGNS[sign](need.address)),
        ],
        keys: needKeys(views.attempts, need.name),
      },
    ];
  });
}

const SIGNS = {
  echo: (address: string): Evidence => ({ source: `ping -c 1 ${address}`, lines: ['1 received'] }),
  refused: (address: string): Evidence => ({
    source: say`connection attempt from the host to ${address}:1`,
    lines: [say`is refused, so a machine is there`],
  }),
} as const;

/** No answer at all, or a peer that takes the connection and closes it: what filters do. Refused is an answer of the machine. */
function isLost(outcome: Outcome | undefined): outcome is Outcome {
  return outcome?.kind === 'timed-out' || outcome?.kind === 'reset-after-accept' || isToldByGateway(outcome);
}

/** The gateway said that it knows no way; "No route to host" of the host's own kernel comes from ARP, or from its routes. */
function isToldByGateway(outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'unreachable' && /No route to host|Network is unreachable/.test(outcome.because);
}

/** A neighbour on the card's own network that is sent to by way of a gateway: the route itself is wrong. */
function isDetour(address: string, route: RouteAnswer, { network }: Seen): boolean {
  return route.gateway !== undefined && network.hostSubnets.some(({ prefix }) => addressIn(address, prefix));
}

/** Followed hop by hop it leaves the host, and its answer would come in again: past the reverse-path filter too. */
function isFollowedOut(to: string, port: number, { tracer, counterRise }: Seen): boolean {
  if ((counterRise?.['IPReversePathFilter'] ?? 0) > 0) return false;
  const end = tracer?.trace({ protocol: 'tcp', origin: { kind: 'host' }, to, port }).end;
  return end === undefined || end.kind === 'left';
}

function isBridge(device: string, { bridges }: Seen): boolean {
  return bridges?.some((one) => one.device === device) === true;
}

function nextHopOf(address: string, route: RouteAnswer, views: Seen): Neighbour | undefined {
  const hop = route.gateway ?? address;
  // The newer word counts, also where it is that nobody answers.
  const known = [...(views.neighboursAfter ?? []), ...(views.neighbours ?? [])];
  return known.find((one) => one.address === hop && one.device === route.device);
}

/** The host's own firewall lets the packet out, and the answer in. */
function leavesFirewall(
  { from, to, port, oif }: Readonly<Record<'from' | 'to' | 'oif', string>> & { readonly port: number },
  { firewalls }: Seen,
): boolean {
  const leaving = {
    protocol: 'tcp',
    from,
    to,
    port,
    oif,
    states: ['NEW'],
    toLocal: false,
    fromLocal: true,
  } as const;
  const answer = {
    protocol: 'tcp',
    from: to,
    to: from,
    sourcePort: port,
    port: 40_000,
    iif: oif,
    states: ['ESTABLISHED'],
    direction: 'reply',
    toLocal: true,
    fromLocal: false,
  } as const;
  return (
    firewalls.hook('output', leaving).every(({ kind }) => kind === 'pass') &&
    firewalls.hook('postrouting', leaving).every(({ kind }) => kind === 'pass') &&
    firewalls.hook('prerouting', answer).every(({ kind }) => kind === 'pass') &&
    firewalls.hook('input', answer).every(({ kind }) => kind === 'pass')
  );
}

/** Ranges that no router of the Internet knows (RFC 1918, RFC 6598), and how much of each one cloud network usually is. */
const PRIVATE = [
  { range: '10.0.0.0/8', network: 16 },
  { range: '172.16.0.0/12', network: 12 },
  { range: '192.168.0.0/16', network: 16 },
  { range: '100.64.0.0/10', network: 10 },
] as const;

function placeOf(address: string, route: RouteAnswer, { network }: Seen): LostBeyond['place'] {
  if (route.gateway === undefined) return 'same-network';
  const kind = PRIVATE.find(({ range }) => isIn(address, range));
  if (kind === undefined) return 'public';
  const card = outsideDevice(network);
  const own = network.hostSubnets.filter(({ device }) => device === card || device === route.device);
  return own.some((one) => isIn(address, `${one.address}/${kind.network}`)) ? 'same-cloud' : 'other-private';
}

function isIn(address: string, range: string): boolean {
  const prefix = parsePrefix(range);
  return prefix !== undefined && addressIn(address, prefix);
}

export function isPublic(address: string): boolean {
  return (
    !address.includes(':') &&
    !PRIVATE.some(({ range }) => isIn(address, range)) &&
    !isIn(address, '127.0.0.0/8') &&
    !isIn(address, '169.254.0.0/16')
  );
}
