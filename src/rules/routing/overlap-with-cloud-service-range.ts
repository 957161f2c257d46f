import { connected, failed, needKeys } from '../../model/attempts.ts';
import type { Address } from '../../facts/addresses.ts';
import { addressIn, formatPrefix, parsePrefix } from '../../model/prefix.ts';
import type { RouteAnswer } from '../../model/route-answers.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Sayable } from '../../text/say.ts';
import { moveBridge } from './move-bridge.ts';
import { defineRule, type Finding } from '../rule.ts';
import { inCloudRange, resolversOf, shadowOver } from './shadow.ts';

type Seen = Pick<Views, 'network' | 'bridges' | 'containers' | 'routeAnswers' | 'question'> &
  Partial<Pick<Views, 'attempts' | 'resolvConf' | 'listeners'>>;

interface Swallowed {
  readonly what: Sayable;
  readonly kind: 'name-server' | 'need' | 'metadata';
  readonly address: string;
  readonly device: string;
  /** The device's own address that brings the range. */
  readonly holder: Address;
  readonly route?: RouteAnswer;
  /** Somebody uses it now. */
  readonly used: boolean;
}

/**
 * Seen: names, the metadata service, the package mirror or the clock work on every server of the cloud but this one.
 * Why: a Docker network, a tunnel or a leftover device holds a range inside 100.64.0.0/10 or 169.254.0.0/16, where the cloud
 * keeps these services, so their packets stay on the host.
 * Not seen: services of the cloud that neither resolv.conf nor the inventory names, but for the metadata service of a cloud
 * that resolv.conf gives away. A VPN that brings a name server of its own is meant.
 */
export const overlapWithCloudServiceRange = defineRule({
  id: 'overlap-with-cloud-service-range',
  title: say`A local network covers the range of the cloud’s own services`,
  needs: ['network', 'bridges', 'containers', 'routeAnswers', 'question'],
  wants: ['attempts', 'resolvConf', 'listeners', 'daemonSetup'],
  evaluate: (views) => {
    const byDevice = new Map<string, Swallowed[]>();
    for (const one of swallowed(views)) {
      byDevice.set(one.device, [...(byDevice.get(one.device) ?? []), one]);
    }
    return [...byDevice.values()].flatMap((ones) => findingFor(ones, views));
  },
});

function swallowed(views: Seen): readonly Swallowed[] {
  const { question, attempts } = views;
  const resolvers = resolversOf(views).filter((address) => !servesNames(address, views));
  const services: readonly Pick<Swallowed, 'what' | 'kind' | 'address' | 'used'>[] = [
    ...resolvers.map((address) => ({
      what: say`the name server ${address}`,
      kind: 'name-server' as const,
      address,
      used: true,
    })),
    ...question.needs
      .filter(({ name }) => !connected(attempts?.toNeed(name)))
      .flatMap(({ name, resolved }) =>
        resolved.map((address) => ({
          what: say`${name} (${address})`,
          kind: 'need' as const,
          address,
          used: failed(attempts?.toNeed(name)),
        })),
      ),
    ...metadataOf(resolvers).map((address) => ({
      what: say`the metadata service ${address}`,
      kind: 'metadata' as const,
      address,
      used: false,
    })),
  ];
  const unique = new Map(services.toReversed().map((service) => [service.address, service]));
  return [...unique.values()].toReversed().flatMap((service) => {
    const found = inCloudRange(service.address) ? holderOf(service.address, views) : undefined;
    return found === undefined ? [] : [{ ...service, ...found }];
  });
}

/** Alibaba Cloud's name servers are the same in every VPC. */
function metadataOf(resolvers: readonly string[]): readonly string[] {
  return resolvers.some((address) => /^100\.100\.2\.13[68]$/.test(address)) ? ['100.100.100.200'] : [];
}

function servesNames(address: string, { listeners = [] }: Seen): boolean {
  return listeners.some(
    ({ port, address: at }) => port === 53 && (at === address || at === '0.0.0.0' || at === '::'),
  );
}

/** The device that is no card of the cloud and takes the address by a range, or an address, of its own. */
function holderOf(address: string, views: Seen): Pick<Swallowed, 'device' | 'holder' | 'route'> | undefined {
  const { network, routeAnswers } = views;
  const route = routeAnswers.to(address);
  const own = network.addresses.find((held) => held.address === address && held.scope !== 'host');
  if (own !== undefined) return isCard(own.device, views) ? undefined : { device: own.device, holder: own };
  const device = route?.device;
  if (route === undefined || device === undefined || isCard(device, views)) return undefined;
  const holder = network.addresses.find((held) => {
    const prefix = parsePrefix(`${held.address}/${held.prefixLength}`);
    return held.device === device && prefix !== undefined && prefix.length > 8 && addressIn(address, prefix);
  });
  const kind = network.links.find(({ name }) => name === device)?.kind;
  if (holder === undefined || kind === 'tun' || kind === 'wireguard') return undefined;
  const bridge = views.bridges.some((one) => one.device === device);
  if (bridge && shadowOver(address, views) === undefined) return undefined;
  return { device, holder, route };
}

function isCard(device: string, { network }: Seen): boolean {
  return network.routes.some((route) => route.destination === '0.0.0.0/0' && route.device === device);
}

function findingFor(ones: readonly Swallowed[], views: Seen): Finding[] {
  const [first] = ones;
  if (first === undefined) return [];
  const { device, holder, route } = first;
  const bridge = views.bridges.find((one) => one.device === device);
  const range = parsePrefix(`${holder.address}/${holder.prefixLength}`);
  const used = ones.filter((one) => one.used);
  const needs = views.question.needs.filter(
    ({ resolved }) =>
      resolved.some((address) => ones.some((one) => one.address === address)) ||
      (resolved.length === 0 && ones.some(({ kind }) => kind === 'name-server')),
  );
  const whom = list(
    ones.map(({ what }) => what),
    'and',
  );
  const held = range === undefined ? holder.address : formatPrefix(range);
  return [
    {
      severity: used.length > 0 ? 'critical' : 'notice',
      certainty: 'proven',
      subject: { kind: bridge === undefined ? 'device' : 'bridge', name: device },
      title: say`${device} covers ${whom}`,
      explanation: sentences(
        bridge === undefined
          ? say`${device} holds ${held}.`
          : say`${device} (Docker network ${bridge.network}) holds ${held}.`,
        say`The cloud keeps its own services in that range: ${whom}.`,
        say`Packets for them stay on this host instead of leaving by the network card, so what depends on them (names, metadata, package mirrors, the clock) works everywhere but here.`,
      ),
      evidence: [
        {
          source: `ip -4 addr show dev ${device}`,
          lines: [`inet ${holder.address}/${holder.prefixLength} ${device}`],
        },
        ...(route === undefined ? [] : [{ source: route.evidence.source, lines: [...route.evidence.lines] }]),
        ...(views.resolvConf === undefined
          ? []
          : [
              {
                source: '/etc/resolv.conf',
                lines: views.resolvConf.text.split('\n').filter((line) => line.startsWith('nameserver')),
              },
            ]),
      ],
      falsifier: say`wrong if \`ip route get ${first.address}\` shows the network card's device`,
      fix:
        bridge === undefined
          ? {
              summary: say`Give ${device} a range outside 100.64.0.0/10 and 169.254.0.0/16.`,
              commands: [
                say`# find what configures ${device} (a VPN, a CNI plugin, a leftover of the old cloud) and change its range there`,
                say`ip addr del ${holder.address}/${holder.prefixLength} dev ${device}   # until the next boot`,
              ],
              risk: say`Whatever talks by ${device} loses its address. Leave the network card's own routes alone.`,
            }
          : moveBridge({ bridge }, views),
      explains: needs.flatMap(({ name }) => needKeys(views.attempts, name)),
    },
  ];
}
