import type { FirewallTable } from '../facts/firewall.ts';
import type { NftRuleset } from '../facts/nft.ts';
import type { FirewallPacket } from './firewall-match.ts';
import { walkChain, type ChainEnd } from './firewall-walk.ts';
import { known, valueOr, type Known } from './known.ts';
import type { ParsedFacts } from './parsed-facts.ts';

/** Everything on the host that may stop an IPv4 packet. */
export interface Firewalls {
  /** Rules of nf_tables that iptables did not write; undefined where they could not be read. */
  readonly nft: NftRuleset | undefined;
  /** A table of iptables, of each backend that has it: legacy tables beside nft ones count too. */
  table(name: string): readonly FirewallTable[];
  /** Every way in which the walk of a packet through a chain may end; all backends in turn, the first stop decides. */
  walk(table: string, chain: string, packet: FirewallPacket): readonly ChainEnd[];
  /** Rules of the host itself, outside iptables, that drop or reject on the way of packets from outside. */
  readonly foreignDrops: readonly string[];
}

export function firewallsOf(facts: ParsedFacts): Known<Firewalls> {
  const iptables = facts.get('iptables');
  const legacy = facts.get('iptables-legacy');
  const nft = valueOr(facts.get('nft'), undefined);
  if (iptables.kind === 'unknown' && facts.status('iptables') !== 'absent') return iptables;
  // iptables-save over x_tables and iptables-legacy-save read the same tables.
  const main = valueOr(iptables, undefined);
  const backends = [main, main?.backend === 'legacy' ? undefined : valueOr(legacy, undefined)].filter(
    (firewall) => firewall !== undefined && firewall.tables.length > 0,
  );
  const table = (name: string) =>
    backends.flatMap((firewall) => firewall?.tables.filter((one) => one.name === name) ?? []);
  return known({
    nft,
    table,
    walk: (name, chain, packet) => walkBackends(table(name), chain, packet),
    foreignDrops: nft === undefined ? [] : dropsOf(nft),
  });
}

function walkBackends(
  tables: readonly FirewallTable[],
  chain: string,
  packet: FirewallPacket,
): readonly ChainEnd[] {
  const stops: ChainEnd[] = [];
  let passes: readonly ChainEnd[] = [];
  for (const table of tables) {
    const ends = walkChain(table, chain, packet);
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
