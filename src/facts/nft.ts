import { z } from 'zod';
import { jsonOf } from './docker-api.ts';
import type { Fact, Parsed, RawText } from './fact.ts';
import { type NftDraft, readNftText } from './nft-text.ts';
import { linesOf, unlessFailed, value } from './parsed.ts';

/** The nf_tables rules, those that iptables over nf_tables wrote included. */
export interface NftRuleset {
  readonly tables: readonly NftTable[];
  readonly chains: readonly NftChain[];
  /** In the order of their chain. */
  readonly rules: readonly NftRule[];
  /** Sets and maps by name; their elements as nft prints them. */
  readonly sets: readonly NftSet[];
  /**
   * Tables that were left out because iptables over nf_tables owns them and `iptables-save` shows them in full: `ip filter`.
   */
  readonly ownedByIptables: readonly string[];
}

export interface NftTable {
  /** ip, ip6, inet, arp, bridge, netdev */
  readonly family: string;
  readonly name: string;
}

export interface NftChain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  /** Base chains only: prerouting, input, forward, output, postrouting, ingress. */
  readonly hook?: string;
  /** filter, nat, route */
  readonly type?: string;
  /** Lower runs first. A name (`filter`, `dstnat`) is given as its number where it is known. */
  readonly priority?: number;
  /** accept or drop */
  readonly policy?: string;
  /** Of ingress chains; nft before 1.0.9 does not tell them in JSON. */
  readonly devices?: readonly string[];
}

export interface NftRule {
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  readonly handle?: number;
  /** The expressions of libnftables' JSON; absent where only text could be had. */
  readonly expr?: readonly unknown[];
  /** The rule as `nft list` prints it; absent where JSON was had. */
  readonly text?: string;
  readonly comment?: string;
}

export interface NftSet {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  readonly elements: readonly unknown[];
}

/**
 * A table that iptables over nf_tables owns is shown by `iptables-save` in a fifth of the bytes, so it is left out here: its
 * base chains have iptables' own names. One JSON document follows for each other table.
 *
 *     # iptables ip nat
 *     {"nftables": [{"metainfo": {…}}, {"table": {"family": "inet", "name": "my", "handle": 6}}, …]}
 */
const SCRIPT = `command -v nft >/dev/null || exit 127
chains=$(nft list chains) || exit
case $(iptables -V 2>/dev/null) in *nf_tables*) iptables=1;; *) iptables=0;; esac
echo "# nft"
printf '%s\\n' "$chains" | awk -v iptables=$iptables '
$1 == "table" { t = $2 " " $3; order[++n] = t; own[t] = iptables && ($2 == "ip" || $2 == "ip6") && $3 ~ /^(filter|nat|mangle|raw|security)$/ }
$1 == "chain" { c = $2 }
$1 == "type" && c !~ /^(PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING)$/ { own[t] = 0 }
END { for (i = 1; i <= n; i++) print (own[order[i]] ? "iptables " : "nft ") order[i] }' |
while read -r owner family table; do
  if [ "$owner" = iptables ]; then echo "# iptables $family $table"; continue; fi
  nft -j list table "$family" "$table" 2>/dev/null || nft -a list table "$family" "$table"
done`;

export const nft: Fact<'nft', NftRuleset> = {
  id: 'nft',
  title: 'nf_tables rules',
  read: { kind: 'command', privileged: true, candidates: [['sh', '-c', SCRIPT]] },
  parse: unlessFailed(parseNft),
};

function parseNft(raw: RawText): Parsed<NftRuleset> {
  const ruleset: NftDraft = { tables: [], chains: [], rules: [], sets: [], ownedByIptables: [] };
  const unread: string[] = [];
  const text: string[] = [];
  for (const line of linesOf(raw.stdout)) {
    if (line.startsWith('{')) readJson(line, ruleset, unread);
    else if (line.startsWith('# iptables ')) ruleset.ownedByIptables.push(line.slice('# iptables '.length));
    else if (!line.startsWith('#')) text.push(line);
  }
  readNftText(text, ruleset, unread);
  return value(ruleset, unread);
}

const Item = z.looseObject({ family: z.string(), table: z.string().optional(), name: z.string().optional() });

function readJson(line: string, ruleset: NftDraft, unread: string[]): void {
  const document = jsonOf(line);
  const items = z.object({ nftables: z.array(z.record(z.string(), z.unknown())) }).safeParse(document);
  if (!items.success) {
    unread.push(line);
    return;
  }
  for (const entry of items.data.nftables) {
    const [[kind, content] = ['', undefined]] = Object.entries(entry);
    if (kind === 'metainfo') continue;
    const item = Item.safeParse(content);
    if (!item.success || !keep(kind, item.data, ruleset)) unread.push(JSON.stringify(entry));
  }
}

function keep(kind: string, item: z.infer<typeof Item>, ruleset: NftDraft): boolean {
  const { family, table = '', name = '' } = item;
  switch (kind) {
    case 'table':
      ruleset.tables.push({ family, name });
      return true;
    case 'chain':
      ruleset.chains.push({
        family,
        table,
        name,
        ...(typeof item['type'] === 'string' ? { type: item['type'] } : {}),
        ...(typeof item['hook'] === 'string' ? { hook: item['hook'] } : {}),
        ...(typeof item['prio'] === 'number' ? { priority: item['prio'] } : {}),
        ...(typeof item['policy'] === 'string' ? { policy: item['policy'] } : {}),
        ...(item['dev'] === undefined ? {} : { devices: [item['dev']].flat().map(String) }),
      });
      return true;
    case 'rule':
      if (typeof item['chain'] !== 'string' || !Array.isArray(item['expr'])) return false;
      ruleset.rules.push({
        family,
        table,
        chain: item['chain'],
        ...(typeof item['handle'] === 'number' ? { handle: item['handle'] } : {}),
        expr: item['expr'],
        ...(typeof item['comment'] === 'string' ? { comment: item['comment'] } : {}),
      });
      return true;
    case 'set':
    case 'map': {
      const elements: unknown[] = Array.isArray(item['elem']) ? item['elem'] : [];
      ruleset.sets.push({ family, table, name, elements });
      return true;
    }
    default:
      return false;
  }
}
