import { connected, containerNeedKeys, describeOutcome, failed } from '../../model/attempts.ts';
import type { Container } from '../../model/containers.ts';
import type { BridgeSubnet } from '../../model/network.ts';
import { addressIn } from '../../model/prefix.ts';
import { outsideDevice } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';
import { say } from '../../text/say.ts';
import type { Evidence } from '../rule.ts';

export type EgressSeen = Pick<
  Views,
  'firewalls' | 'network' | 'containers' | 'bridges' | 'question' | 'attempts'
> &
  Partial<Pick<Views, 'routeAnswers' | 'daemonJson' | 'dockerService'>>;

export const EGRESS_NEEDS = [
  'firewalls',
  'network',
  'containers',
  'bridges',
  'question',
  'attempts',
] as const;
export const EGRESS_WANTS = ['routeAnswers', 'daemonJson', 'dockerService'] as const;

/** The way out of a bridge network, and whether packets get the host's address on it. */
export interface Egress {
  readonly bridge: BridgeSubnet;
  readonly containers: readonly Container[];
  /** `none`: packets leave with the container's own address, which nobody beyond the host can answer. */
  readonly source: 'translated' | 'none' | 'wrong' | 'unsure';
  /** Where `wrong`: the address they get, and the rule that gives it. */
  readonly given?: { readonly address: string; readonly rule: string };
  /** Keys of symptoms: needs that answer the host and not these containers. */
  readonly cut: readonly string[];
  /** One of these containers reached something beyond the host. */
  readonly works: boolean;
  readonly evidence: readonly Evidence[];
}

/** Where a packet goes that leaves the host for good; documentation's own range (RFC 5737). */
const ANYWHERE = { address: '198.51.100.1', port: 443 };

export function egressOf(views: EgressSeen): readonly Egress[] {
  return views.bridges.flatMap((bridge): Egress[] => {
    const containers = views.containers.filter(
      ({ running, attachments }) =>
        running &&
        attachments.some((place) => place.bridge === bridge.device && !place.internal) &&
        // With several networks Docker decides which one leads out.
        attachments.filter((place) => place.bridge !== undefined && !place.internal).length === 1,
    );
    const [first] = containers;
    const from = first?.attachments.find((place) => place.bridge === bridge.device)?.ipv4;
    if (from === undefined || !addressIn(from, bridge.prefix)) return [];
    const tried = triedFrom(containers, views);
    const cut = tried.filter(({ works }) => !works);
    const to = cut[0]?.to ?? ANYWHERE;
    return [
      {
        bridge,
        containers,
        ...sourceGiven(from, bridge, to, views),
        cut: [...new Set(cut.flatMap(({ keys }) => keys))],
        works: tried.some(({ works }) => works),
        evidence: cut.slice(0, 2).map(({ evidence }) => evidence),
      },
    ];
  });
}

/** Needs that lie beyond the host, tried from these containers, and that the host itself reaches. */
function triedFrom(containers: readonly Container[], { attempts, question, network, bridges }: EgressSeen) {
  const names = new Set(containers.map(({ name }) => name));
  return question.needs.flatMap(({ name, resolved, port }) => {
    const [address] = resolved;
    const fromHost = attempts.toNeed(name);
    const isNear =
      address === undefined ||
      network.addresses.some((own) => own.address === address) ||
      bridges.some(({ prefix }) => addressIn(address, prefix));
    if (port === undefined || isNear || !(connected(fromHost) || fromHost?.kind === 'refused')) return [];
    return attempts
      .toNeedInside(name)
      .filter(({ container, outcome }) => names.has(container) && outcome.kind !== 'not-tried')
      .map(({ container, outcome }) => ({
        to: { address, port },
        works: !(outcome.kind === 'timed-out' || outcome.kind === 'unreachable'),
        keys: failed(outcome)
          ? containerNeedKeys(attempts, name).filter((key) => names.has(key.slice(`need:${name}:`.length)))
          : [],
        evidence: {
          source: say`connection attempts to ${address}:${port}`,
          lines: [
            say`from the host: ${describeOutcome(fromHost ?? outcome)}`,
            say`inside ${container}: ${describeOutcome(outcome)}`,
          ],
        },
      }));
  });
}

function sourceGiven(
  from: string,
  bridge: BridgeSubnet,
  to: { readonly address: string; readonly port: number },
  { firewalls, network, routeAnswers }: EgressSeen,
): Pick<Egress, 'source' | 'given'> {
  const oif = (to === ANYWHERE ? undefined : routeAnswers?.to(to.address)?.device) ?? outsideDevice(network);
  if (oif === undefined) return { source: 'unsure' };
  const ends = firewalls.hook('postrouting', {
    protocol: 'tcp',
    from,
    to: to.address,
    port: to.port,
    iif: bridge.device,
    oif,
    states: ['NEW'],
    toLocal: false,
    fromLocal: false,
  });
  const passing = ends.filter(({ kind }) => kind === 'pass');
  const translations = passing.map(({ translations: all }) => all.find(({ kind }) => kind === 'snat'));
  if (passing.length === 0 || ends.length !== passing.length) return { source: 'unsure' };
  if (translations.every((one) => one === undefined)) return { source: 'none' };
  if (translations.includes(undefined)) return { source: 'unsure' };
  const wrong = translations.find(
    (one) => one !== undefined && one.target === 'SNAT' && isForeign(one.to, network),
  );
  if (wrong === undefined || passing.length > 1) return { source: 'translated' };
  return { source: 'wrong', given: { address: wrong.to, rule: wrong.by.text } };
}

function isForeign(to: string, { addresses }: Views['network']): boolean {
  const address = /^\d+(\.\d+){3}$/.exec(to.split(':')[0] ?? '')?.[0];
  return address !== undefined && !addresses.some((own) => own.address === address);
}

/** Docker's own chain for published ports is asked; without the jump its proxy takes every connection. */
export function hasNatJump({ firewalls }: Pick<Views, 'firewalls'>): boolean {
  return firewalls
    .table('nat')
    .some(({ chains }) =>
      chains.some(
        ({ name, rules }) => name === 'PREROUTING' && rules.some(({ target }) => target === 'DOCKER'),
      ),
    );
}

export function natLines({ firewalls }: Pick<Views, 'firewalls'>, chains: readonly string[]): Evidence {
  const lines = firewalls
    .table('nat')
    .flatMap((table) => table.chains.filter(({ name }) => chains.includes(name)))
    .flatMap(({ name, policy, rules }) => [
      `-P ${name} ${policy ?? 'ACCEPT'}`,
      ...rules.slice(0, 6).map(({ text }) => text),
    ]);
  return { source: 'iptables -t nat -S', lines: lines.length === 0 ? [say`no table nat at all`] : lines };
}
