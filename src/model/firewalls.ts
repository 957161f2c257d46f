import type { Firewall, FirewallTable } from '../facts/firewall.ts';
import type { FactId } from '../facts/index.ts';
import type { NftRuleset } from '../facts/nft.ts';
import type { FirewallPacket } from './firewall/packet.ts';
import { walkProgram, type ChainEnd } from './firewall-walk.ts';
import { Hooks, type Hook, type HookEnd } from './firewall/hooks.ts';
import { hostSurroundings } from './firewall/host-surroundings.ts';
import { iptablesProgram } from './firewall/iptables-program.ts';
import type { ProgramTable } from './firewall/program.ts';
import type { Surroundings } from './firewall/surroundings.ts';
import { known, valueOr, type Known } from './known.ts';
import type { ParsedFacts } from './parsed-facts.ts';
import { Routing } from './routing.ts';

export type { Hook, HookEnd } from './firewall/hooks.ts';

/** Everything on the host that may stop or change a packet. */
export interface Firewalls {
  /** Rules of nf_tables that iptables did not write; undefined where they could not be read. */
  readonly nft: NftRuleset | undefined;
  /** A table of IPv4's iptables, of each backend that has it: legacy tables beside nft ones count too. */
  table(name: string): readonly FirewallTable[];
  /** Tables of the old x_tables beside those of nf_tables: `iptables` does not show them, and they decide all the same. */
  readonly legacyBeside: readonly FirewallTable[];
  /**
   * Every way in which the walk of a packet through a chain of iptables may end (ip6tables for an IPv6 packet); all backends
   * in turn, the first stop decides.
   */
  walk(table: string, chain: string, packet: FirewallPacket): readonly ChainEnd[];
  /**
   * All that stands at one of netfilter's hooks: iptables of both backends and every table of nftables, by priority. One
   * end: certain. Several: what is not understood or could not be read stands in between. For an IPv6 packet the rules for
   * IPv6.
   */
  hook(hook: Hook, packet: FirewallPacket): readonly HookEnd[];
  /** Rules of the host itself, outside iptables, that drop or reject on the way of packets from outside. */
  readonly foreignDrops: readonly string[];
}

export function firewallsOf(facts: ParsedFacts): Known<Firewalls> {
  const iptables = facts.get('iptables');
  if (iptables.kind === 'unknown' && facts.status('iptables') !== 'absent') return iptables;
  const nft = valueOr(facts.get('nft'), undefined);
  const around = hostSurroundings({
    addresses: valueOr(facts.get('addresses'), undefined),
    routes: routesOf(facts),
    routing: oncePerFamily((family) => routingOf(facts, family)),
    // Where no set was ever made no rule can name one.
    ipsets: valueOr(facts.get('ipset'), undefined),
  });
  const families = { 4: familyOf(facts, 4, nft, around), 6: familyOf(facts, 6, nft, around) };
  const of = ({ to }: FirewallPacket) => families[to.includes(':') ? 6 : 4];
  const table = (name: string) => families[4].tables(name).map((one) => one.table);
  const [main, beside] = families[4].backends;
  return known({
    nft,
    legacyBeside: main?.firewall.backend === 'legacy' ? [] : (beside?.firewall.tables ?? []),
    table,
    walk: (name, chain, packet) =>
      walkBackends(
        of(packet)
          .tables(name)
          .map(({ program }) => program()),
        chain,
        packet,
      ),
    hook: (hook, packet) => of(packet).hook(hook, packet),
    foreignDrops: nft === undefined ? [] : dropsOf(nft),
  });
}

interface Backend {
  readonly shownBy: string;
  readonly firewall: Firewall;
}

/** The rules for one family of addresses; made ready when they are first asked. */
interface Family {
  readonly backends: readonly Backend[];
  tables(name: string): readonly { readonly table: FirewallTable; readonly program: () => ProgramTable }[];
  hook(hook: Hook, packet: FirewallPacket): readonly HookEnd[];
}

function familyOf(
  facts: ParsedFacts,
  family: 4 | 6,
  nft: NftRuleset | undefined,
  around: Surroundings,
): Family {
  const [own, old] =
    family === 4 ? (['iptables', 'iptables-legacy'] as const) : (['ip6tables', 'ip6tables-legacy'] as const);
  const backends = backendsOf(facts, own, old);
  const blind = [own, 'nft' as const].filter((fact) => isBlind(facts, fact));
  const tables = backends
    .flatMap(({ firewall, shownBy }) => firewall.tables.map((table) => ({ table, shownBy })))
    .map(({ table, shownBy }) => ({ table, program: once(() => iptablesProgram(table, around, shownBy)) }));
  const hooks = once(() => new Hooks({ iptables: backends, nft }, family, around));
  return {
    backends,
    tables: (name) => tables.filter(({ table }) => table.name === name),
    hook: (hook, packet) => [...blind.map((fact) => unseen(fact, packet)), ...hooks().walk(hook, packet)],
  };
}

/** iptables-save over x_tables and iptables-legacy-save read the same tables. */
function backendsOf(
  facts: ParsedFacts,
  own: 'iptables' | 'ip6tables',
  old: 'iptables-legacy' | 'ip6tables-legacy',
): readonly Backend[] {
  const main = valueOr(facts.get(own), undefined);
  const legacy = main?.backend === 'legacy' ? undefined : valueOr(facts.get(old), undefined);
  return [
    ...(main === undefined ? [] : [{ shownBy: `${own}-save`, firewall: main }]),
    ...(legacy === undefined ? [] : [{ shownBy: `${old}-save`, firewall: legacy }]),
  ];
}

/** A tool that is not there has nothing to tell; one that did not answer may have everything. */
function isBlind(facts: ParsedFacts, fact: FactId): boolean {
  return facts.get(fact).kind === 'unknown' && facts.status(fact) !== 'absent';
}

function unseen(fact: string, packet: FirewallPacket): HookEnd {
  const by = { table: '', chain: '', text: `the rules of ${fact} could not be read`, unread: fact };
  return { kind: 'other', by, target: 'unread', packet, translations: [], doubts: [by] };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function oncePerFamily<Value>(make: (family: 4 | 6) => Value): (family: 4 | 6) => Value {
  const made = { 4: once(() => make(4)), 6: once(() => make(6)) };
  return (family) => made[family]();
}

function routesOf(facts: ParsedFacts) {
  const four = valueOr(facts.get('routes'), undefined);
  const six = valueOr(facts.get('routes6'), undefined);
  return four === undefined && six === undefined ? undefined : [...(four ?? []), ...(six ?? [])];
}

function routingOf(facts: ParsedFacts, family: 4 | 6): Routing | undefined {
  const routes = facts.get(family === 4 ? 'routes' : 'routes6');
  const rules = facts.get(family === 4 ? 'policy-rules' : 'policy-rules6');
  const addresses = facts.get('addresses');
  if (routes.kind === 'unknown' || addresses.kind === 'unknown') return undefined;
  if (rules.kind === 'unknown' && facts.status(family === 4 ? 'policy-rules' : 'policy-rules6') !== 'absent')
    return undefined;
  return new Routing(routes.value, valueOr(rules, []), addresses.value);
}

function walkBackends(
  tables: readonly ProgramTable[],
  chain: string,
  packet: FirewallPacket,
): readonly ChainEnd[] {
  const stops: ChainEnd[] = [];
  let passes: readonly ChainEnd[] = [];
  for (const table of tables) {
    const ends = walkProgram(table, chain, packet);
    passes = ends.filter(({ kind }) => kind === 'accept');
    stops.push(...ends.filter(({ kind }) => kind !== 'accept'));
    if (passes.length === 0) break;
  }
  return [...stops, ...passes];
}

/** As text, for a person: `inet fw input: drop`. Any of them may or may not meet a given packet. */
function dropsOf({ chains, rules }: NftRuleset): readonly string[] {
  const hooked = ['ingress', 'prerouting', 'input', 'forward'];
  const policies = chains
    .filter(({ hook, policy }) => policy === 'drop' && hook !== undefined && hooked.includes(hook))
    .map(({ family, table, name }) => `${family} ${table} ${name}: policy drop`);
  const drops = rules
    .filter(
      ({ expr, text }) =>
        /"(drop|reject)"/.test(JSON.stringify(expr ?? [])) || /\b(drop|reject)\b/.test(text ?? ''),
    )
    .map(({ family, table, chain, text }) => `${family} ${table} ${chain}: ${text ?? 'drops or rejects'}`);
  return [...policies, ...drops];
}
