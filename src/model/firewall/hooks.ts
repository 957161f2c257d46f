import type { Firewall } from '../../facts/firewall.ts';
import type { NftChain, NftRuleset } from '../../facts/nft.ts';
import { iptablesProgram } from './iptables-program.ts';
import { nftProgram } from './nft-program.ts';
import { seen, type FirewallPacket, type Seen } from './packet.ts';
import type { Decider, ProgramChain, ProgramTable } from './program.ts';
import type { Surroundings } from './surroundings.ts';
import { distinctEnds, walkBaseChain, type Translation, type Way, type WayEnd } from './walk.ts';

export type Hook = 'ingress' | 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

/** How a packet may come out of a hook. Several: rules in between are not understood, and each of these may be. */
export interface HookEnd {
  /** `other`: a target that this model cannot follow (a queue, a proxy, an unknown one). */
  readonly kind: 'pass' | 'drop' | 'reject' | 'other';
  /** The rule or policy that stops it; of a packet that passes the last that let it through, where there was any. */
  readonly by?: Decider;
  /** Of a reject how it answers, of `other` the target. */
  readonly target?: string;
  /** As it goes on: translated, marked. */
  readonly packet: FirewallPacket;
  readonly translations: readonly Translation[];
  /** Rules on its way of which it is not known whether they held. */
  readonly doubts: readonly Decider[];
}

export interface Backends {
  /** What iptables-save and its kin print, with their names; for one family of addresses. */
  readonly iptables: readonly { readonly shownBy: string; readonly firewall: Firewall }[];
  readonly nft: NftRuleset | undefined;
}

interface BaseChain {
  readonly priority: number;
  readonly isNat: boolean;
  readonly table: ProgramTable;
  readonly chain: ProgramChain;
  /** Of ingress chains: the devices that they are bound to; unknown where absent. */
  readonly devices?: readonly string[];
}

/** Every base chain of one family of addresses, by hook, in the order in which the kernel asks them. */
export class Hooks {
  private readonly chains: ReadonlyMap<Hook, readonly BaseChain[]>;

  constructor(backends: Backends, family: 4 | 6, around: Surroundings) {
    const found = [
      ...nftChains(backends.nft, family, around),
      ...backends.iptables.flatMap(({ firewall, shownBy }) => iptablesChains(firewall, shownBy, around)),
    ];
    const byHook = new Map<Hook, BaseChain[]>();
    for (const { hook, ...chain } of found) {
      const chains = byHook.get(hook) ?? [];
      chains.push(chain);
      byHook.set(hook, chains);
    }
    for (const chains of byHook.values()) chains.sort((one, other) => one.priority - other.priority);
    this.chains = byHook;
  }

  /**
   * Each base chain in turn: to accept is to go on to the next one, to drop is final. Chains of type nat are asked once, by the
   * first packet of a connection, and only until one of them has translated it.
   */
  walk(hook: Hook, packet: FirewallPacket): readonly HookEnd[] {
    const start = seen(packet);
    if (start === undefined) return [];
    const chains = this.chains.get(hook) ?? [];
    let ways: readonly Passing[] = [{ packet: start, doubts: [], translations: [] }];
    const ends: WayEnd[] = [];
    for (const [at, base] of chains.entries()) {
      if (ways.length === 0) break;
      const before = chains[at - 1];
      if (base.isNat && before?.isNat === true && before.priority === base.priority) continue;
      const group = base.isNat
        ? chains.filter((other) => other.isNat && other.priority === base.priority)
        : [base];
      ways = passOn(group, ways, ends, isTracked(hook, base.priority));
    }
    const passed = ways.map(({ last, ...way }): HookEnd => ({
      ...asEnd(way),
      kind: 'pass',
      ...(last && { by: last }),
    }));
    const stopped = distinctEnds(ends).map(({ kind, by, target, ...way }): HookEnd => ({
      ...asEnd(way),
      kind: kind === 'accept' ? 'pass' : kind,
      by,
      ...(target !== undefined && { target }),
    }));
    return [...stopped, ...passed];
  }
}

interface Passing extends Way {
  readonly last?: Decider;
}

function asEnd({ packet, doubts, translations }: Way): Omit<HookEnd, 'kind'> {
  return { packet: packet.packet, doubts, translations };
}

function passOn(
  group: readonly BaseChain[],
  ways: readonly Passing[],
  ends: WayEnd[],
  tracked: boolean,
): readonly Passing[] {
  let waiting: readonly Passing[] = ways.map((way) => ({ ...way, packet: atPriority(way.packet, tracked) }));
  const through: Passing[] = [];
  for (const { table, chain, isNat, devices } of group) {
    const asked: Passing[] = [];
    for (const way of waiting) {
      const passesBy =
        (isNat && !isNew(way.packet)) || devices?.includes(way.packet.packet.iif ?? '') === false;
      (passesBy ? through : asked).push(way);
    }
    const next: Passing[] = [];
    for (const end of walkBaseChain(table, chain, asked)) {
      if (end.kind !== 'accept') {
        ends.push(end);
        continue;
      }
      const { packet, doubts, translations, by } = end;
      const passing = { packet, doubts, translations, last: by };
      const translated = translations.length > (asked[0]?.translations.length ?? 0);
      (isNat && !translated ? next : isNat ? through : next).push(passing);
    }
    waiting = distinctPassing(next);
  }
  return distinctPassing([...through, ...waiting]);
}

/** The same packet let through by two rules is one packet. */
function distinctPassing(ways: readonly Passing[]): readonly Passing[] {
  if (ways.length < 2) return ways;
  const kept = new Map<string, Passing>();
  for (const way of ways) {
    const key = JSON.stringify([way.packet.packet, way.translations.map(({ by }) => by.text)]);
    if (!kept.has(key)) kept.set(key, way);
  }
  return [...kept.values()];
}

function atPriority(packet: Seen, tracked: boolean): Seen {
  return packet.tracked === tracked ? packet : { ...packet, tracked };
}

function isNew({ packet }: Seen): boolean {
  return packet.states.includes('NEW') || packet.states.includes('RELATED');
}

/** Connection tracking looks at a packet where it comes in or is made; behind that every chain sees its connection. */
function isTracked(hook: Hook, priority: number): boolean {
  if (hook === 'ingress') return false;
  return (hook !== 'prerouting' && hook !== 'output') || priority > CONNTRACK;
}

const CONNTRACK = -200;
/** Chains of type nat run here whatever their own priority; that only orders them among each other. */
const NAT = { prerouting: -100, output: -100, input: 100, postrouting: 100 } as const;

const TABLES: Readonly<Record<string, number>> = { raw: -300, mangle: -150, filter: 0, security: 50 };
/** iptables over nf_tables puts it behind nat in INPUT, where x_tables has it before. */
const SECURITY_OF_NFT = 150;
const HOOK_OF: Readonly<Record<string, Exclude<Hook, 'ingress'>>> = {
  PREROUTING: 'prerouting',
  INPUT: 'input',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
};

function iptablesChains(
  { tables, backend }: Firewall,
  shownBy: string,
  around: Surroundings,
): readonly (BaseChain & { hook: Hook })[] {
  return tables.flatMap((table) => {
    const program = iptablesProgram(table, around, shownBy);
    const own = table.name === 'security' && backend === 'nft' ? SECURITY_OF_NFT : undefined;
    return [...program.chains.values()].flatMap((chain) => {
      const hook = HOOK_OF[chain.name];
      if (hook === undefined) return [];
      const isNat = table.name === 'nat';
      const priority = isNat ? (hook === 'forward' ? undefined : NAT[hook]) : (own ?? TABLES[table.name]);
      return priority === undefined ? [] : [{ hook, priority, isNat, table: program, chain }];
    });
  });
}

function nftChains(
  ruleset: NftRuleset | undefined,
  family: 4 | 6,
  around: Surroundings,
): readonly (BaseChain & { hook: Hook })[] {
  if (ruleset === undefined) return [];
  const families = ['inet', 'netdev', family === 4 ? 'ip' : 'ip6'];
  const tables = ruleset.tables.filter((table) => families.includes(table.family));
  const found = tables.flatMap((table) => {
    const program = nftProgram(ruleset, table.family, table.name, around);
    return ruleset.chains
      .filter((chain) => chain.family === table.family && chain.table === table.name)
      .flatMap((chain) => baseChain(chain, program));
  });
  // Of equal priorities within nat and without, the one that was made last is asked first.
  return found.toReversed().toSorted((one, other) => one.own - other.own);
}

function baseChain(
  chain: NftChain,
  table: ProgramTable,
): readonly (BaseChain & { hook: Hook; own: number })[] {
  const hook = HOOKS.find((one) => one === chain.hook);
  const program = table.chains.get(chain.name);
  if (hook === undefined || program === undefined) return [];
  const isNat = chain.type === 'nat';
  const own = chain.priority ?? 0;
  const priority = isNat && hook !== 'ingress' && hook !== 'forward' ? NAT[hook] : own;
  return [
    { hook, priority, own, isNat, table, chain: program, ...(chain.devices && { devices: chain.devices }) },
  ];
}

const HOOKS: readonly Hook[] = ['ingress', 'prerouting', 'input', 'forward', 'output', 'postrouting'];
