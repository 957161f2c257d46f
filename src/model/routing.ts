import type { Address } from '../facts/addresses.ts';
import type { PolicyRule } from '../facts/policy-rules.ts';
import type { Route } from '../facts/routes.ts';
import { contains, parsePrefix, type Prefix } from './prefix.ts';

/** A packet as far as the choice of its route looks at it. */
export interface RoutedPacket {
  readonly to: string;
  readonly from?: string;
  /** The device that it came in by; absent for packets of the host itself. */
  readonly iif?: string;
  readonly mark?: number;
}

export type RouteDecision =
  | {
      readonly kind: 'route';
      /** unicast, local, broadcast, multicast, anycast */
      readonly type: string;
      readonly device?: string;
      readonly gateway?: string;
      readonly source?: string;
      readonly route: Route;
      readonly rule: PolicyRule;
    }
  | {
      readonly kind: 'refused';
      readonly by: Route | PolicyRule;
      readonly type: 'blackhole' | 'unreachable' | 'prohibit';
    }
  | { readonly kind: 'none' }
  /** A policy rule of which this model does not know whether it holds. */
  | { readonly kind: 'unsure'; readonly rule: PolicyRule };

/**
 * Chooses as the kernel does: policy rules by priority; in a table the longest prefix, then the lowest metric, then the
 * route that was inserted first. Source: ip-rule(8), ip-route(8); checked against `ip route get` in the lab.
 */
export class Routing {
  private readonly tables: ReadonlyMap<string, readonly IndexedRoute[]>;
  private readonly rules: readonly PolicyRule[];

  constructor(routes: readonly Route[], rules: readonly PolicyRule[], addresses: readonly Address[]) {
    this.tables = indexByTable([...routes, ...missingLocals(routes, addresses)]);
    this.rules = (rules.length > 0 ? rules : DEFAULT_RULES).toSorted(
      (one, other) => one.priority - other.priority,
    );
  }

  routeTo(packet: RoutedPacket): RouteDecision {
    const to = parsePrefix(packet.to);
    if (to === undefined) return { kind: 'none' };
    for (let at = 0; at < this.rules.length; at += 1) {
      const rule = this.rules[at];
      if (rule === undefined || rule.family !== to.family) continue;
      const verdict = ruleHolds(rule, packet, to);
      if (verdict === 'unsure') return { kind: 'unsure', rule };
      if (!verdict) continue;
      if (rule.action === 'blackhole' || rule.action === 'unreachable' || rule.action === 'prohibit') {
        return { kind: 'refused', by: rule, type: rule.action };
      }
      if (rule.action === 'goto') {
        // Only to a rule of exactly that priority; while there is none the kernel goes on as if this rule were not there.
        const next = this.rules.findIndex(
          (other) => other.family === rule.family && other.priority === rule.goto,
        );
        if (next > at) at = next - 1;
        continue;
      }
      if (rule.action === 'nop') continue;
      const decision = this.lookup(rule, to);
      if (decision !== undefined) return decision;
    }
    return { kind: 'none' };
  }

  private lookup(rule: PolicyRule, to: Prefix): RouteDecision | undefined {
    const best = (this.tables.get(rule.table ?? 'main') ?? []).find((entry) => contains(entry.prefix, to));
    if (best === undefined) return undefined;
    const { route } = best;
    if (route.type === 'throw') return undefined;
    if (route.type === 'blackhole' || route.type === 'unreachable' || route.type === 'prohibit') {
      // A refusal is never suppressed.
      return { kind: 'refused', by: route, type: route.type };
    }
    if (rule.suppressPrefixLength !== undefined && best.prefix.length <= rule.suppressPrefixLength)
      return undefined;
    const hop = route.nexthops?.[0];
    const device = route.device ?? hop?.device;
    const gateway = route.gateway ?? hop?.gateway;
    return {
      kind: 'route',
      type: route.type,
      ...(device !== undefined && { device }),
      ...(gateway !== undefined && { gateway }),
      ...(route.source !== undefined && { source: route.source }),
      route,
      rule,
    };
  }
}

interface IndexedRoute {
  readonly prefix: Prefix;
  readonly route: Route;
}

function indexByTable(routes: readonly Route[]): ReadonlyMap<string, readonly IndexedRoute[]> {
  const tables = new Map<string, IndexedRoute[]>();
  for (const route of routes) {
    const prefix = parsePrefix(route.destination);
    if (prefix === undefined || route.flags.includes('dead')) continue;
    const table = tables.get(route.table) ?? [];
    table.push({ prefix, route });
    tables.set(route.table, table);
  }
  for (const entries of tables.values()) entries.sort(kernelOrder);
  return tables;
}

function kernelOrder(one: IndexedRoute, other: IndexedRoute): number {
  return (
    other.prefix.length - one.prefix.length ||
    one.route.metric - other.route.metric ||
    one.route.order - other.route.order
  );
}

/** `route -n` and busybox do not show the local table; the host's own addresses are local all the same. */
function missingLocals(routes: readonly Route[], addresses: readonly Address[]): Route[] {
  if (routes.some((route) => route.type === 'local')) return [];
  return addresses.map((address) => ({
    family: address.family,
    type: 'local',
    destination: `${address.address}/${address.family === 4 ? 32 : 128}`,
    table: 'local',
    device: address.device,
    metric: 0,
    flags: [],
    order: 0,
    text: '',
  }));
}

function ruleHolds(rule: PolicyRule, packet: RoutedPacket, to: Prefix): boolean | 'unsure' {
  const undecided =
    rule.unknownWords.length > 0 ||
    rule.tos !== undefined ||
    rule.suppressGroup !== undefined ||
    rule.ipProtocol !== undefined ||
    rule.sourcePorts !== undefined ||
    rule.destinationPorts !== undefined ||
    rule.uids !== undefined;
  const selectors: boolean[] = [];
  if (rule.to !== undefined) selectors.push(holds(rule.to, to));
  if (rule.from !== undefined)
    selectors.push(holds(rule.from, parsePrefix(packet.from ?? unspecified(rule.family))));
  if (rule.iif !== undefined) selectors.push(rule.iif === (packet.iif ?? 'lo'));
  if (rule.oif !== undefined) selectors.push(false);
  if (rule.fwmark !== undefined)
    selectors.push(((packet.mark ?? 0) & rule.fwmark.mask) >>> 0 === rule.fwmark.value);
  const all = selectors.every(Boolean);
  if (undecided && all) return 'unsure';
  return rule.not ? !all : all;
}

/** A packet of IPv4 whose sender is still to be chosen is from 0.0.0.0 for a rule; one of IPv6 is from nobody. */
function unspecified(family: 4 | 6): string {
  return family === 4 ? '0.0.0.0' : '';
}

function holds(range: string, address: Prefix | undefined): boolean {
  const prefix = parsePrefix(range);
  return prefix !== undefined && address !== undefined && contains(prefix, address);
}

const DEFAULT_RULES: readonly PolicyRule[] = [4 as const, 6 as const].flatMap((family) => [
  lookup(family, 0, 'local'),
  lookup(family, 32_766, 'main'),
  lookup(family, 32_767, 'default'),
]);

function lookup(family: 4 | 6, priority: number, table: string): PolicyRule {
  const text = `${priority}: from all lookup ${table}`;
  return { family, priority, not: false, detached: false, action: 'lookup', table, unknownWords: [], text };
}
