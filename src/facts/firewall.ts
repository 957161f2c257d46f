import type { Fact, Parsed, RawText } from './fact.ts';
import { parseFirewallRule } from './firewall-rule.ts';
import { type Draft, linesOf, unlessFailed, unreadable, value } from './parsed.ts';

/** What iptables-save says. */
export interface Firewall {
  /** `nft` is iptables over nf_tables, `legacy` the old x_tables. */
  readonly backend: 'nft' | 'legacy' | 'unknown';
  /** Tables that are loaded; on a legacy host a table that nobody used is not there, which means that it does nothing. */
  readonly tables: readonly FirewallTable[];
  /** What the tool warned of: `# Warning: iptables-legacy tables present, use iptables-legacy-save to see them`. */
  readonly warnings: readonly string[];
}

export interface FirewallTable {
  /** filter, nat, mangle, raw, security */
  readonly name: string;
  readonly chains: readonly FirewallChain[];
}

export interface FirewallChain {
  readonly name: string;
  /** ACCEPT or DROP; absent for a user-defined chain. */
  readonly policy?: string;
  readonly packets: number;
  readonly bytes: number;
  /** In order. */
  readonly rules: readonly FirewallRule[];
}

export interface FirewallRule {
  readonly chain: string;
  readonly packets: number;
  readonly bytes: number;
  /** Every one has to hold. Without any the rule holds always. */
  readonly matches: readonly FirewallMatch[];
  /** ACCEPT, DROP, REJECT, DNAT, MASQUERADE, RETURN, another chain… Absent: the rule only counts. */
  readonly target?: string;
  /** `-g`: a jump that does not come back here. */
  readonly goto: boolean;
  /** What follows the target, by option: `{ '--to-destination': ['172.17.0.2:9000'] }`. */
  readonly targetOptions: Readonly<Record<string, readonly string[]>>;
  /** `-m comment --comment`; not among the matches. */
  readonly comment?: string;
  /** The rule as iptables prints it, without counters: `-A FORWARD -j DOCKER-USER`. */
  readonly text: string;
}

export interface FirewallMatch {
  /** `-s`, `-d`, `-i`, `-o`, `-p`, `-f`, or the long name of a module's option: `--dport`, `--ctstate`. */
  readonly option: string;
  /** The module that the option belongs to (`tcp`, `conntrack`, `addrtype`); absent for the options of iptables itself. */
  readonly module?: string;
  readonly args: readonly string[];
  readonly negated: boolean;
}

/** What iptables-save is, and how it is run: its backend is asked of `iptables -V`, since an empty ruleset has no header. */
const saveScript = (tool: string, save: string): string =>
  `command -v ${save} >/dev/null || exit 127; echo "# backend $(${tool} -V 2>/dev/null)"; exec ${save} -c`;

/** iptables-legacy-save opens tables only; still it is started only where the kernel lists some. */
const legacyScript = (save: string, names: string): string =>
  `command -v ${save} >/dev/null || exit 127; read -r table 2>/dev/null <${names} || exit 0; exec ${save} -c`;

/**
 *     *nat
 *     :DOCKER - [0:0]
 *     [12:720] -A DOCKER ! -i docker0 -p tcp -m tcp --dport 30003 -j DNAT --to-destination 192.168.0.2:9000
 *     COMMIT
 */
export const iptables: Fact<'iptables', Firewall> = {
  id: 'iptables',
  title: 'IPv4 firewall (iptables)',
  read: {
    kind: 'command',
    privileged: true,
    candidates: [['sh', '-c', saveScript('iptables', 'iptables-save')]],
  },
  parse: unlessFailed(parseFirewall),
};

export const ip6tables: Fact<'ip6tables', Firewall> = {
  id: 'ip6tables',
  title: 'IPv6 firewall (ip6tables)',
  read: {
    kind: 'command',
    privileged: true,
    candidates: [['sh', '-c', saveScript('ip6tables', 'ip6tables-save')]],
  },
  parse: unlessFailed(parseFirewall),
};

export const iptablesLegacy: Fact<'iptables-legacy', Firewall> = {
  id: 'iptables-legacy',
  title: 'IPv4 firewall of the old kind (iptables-legacy)',
  read: {
    kind: 'command',
    privileged: true,
    candidates: [['sh', '-c', legacyScript('iptables-legacy-save', '/proc/net/ip_tables_names')]],
  },
  parse: unlessFailed(parseLegacy),
};

export const ip6tablesLegacy: Fact<'ip6tables-legacy', Firewall> = {
  id: 'ip6tables-legacy',
  title: 'IPv6 firewall of the old kind (ip6tables-legacy)',
  read: {
    kind: 'command',
    privileged: true,
    candidates: [['sh', '-c', legacyScript('ip6tables-legacy-save', '/proc/net/ip6_tables_names')]],
  },
  parse: unlessFailed(parseLegacy),
};

function parseLegacy(raw: RawText): Parsed<Firewall> {
  const parsed = parseFirewall(raw);
  return parsed.kind === 'value' ? { ...parsed, value: { ...parsed.value, backend: 'legacy' } } : parsed;
}

export function parseFirewall(raw: RawText): Parsed<Firewall> {
  const tables: { name: string; chains: Map<string, Draft<FirewallChain> & { rules: FirewallRule[] }> }[] =
    [];
  const warnings = linesOf(raw.stderr);
  const unread: string[] = [];
  let backend: Firewall['backend'] = 'unknown';
  for (const line of linesOf(raw.stdout)) {
    const table = tables.at(-1);
    const first = line[0];
    if (first === '#') {
      if (backend === 'unknown') backend = backendOf(line);
      if (/^# (Warning|Table)/.test(line)) warnings.push(line);
    } else if (first === '*') {
      tables.push({ name: line.slice(1).trim(), chains: new Map() });
    } else if (line === 'COMMIT') {
      continue;
    } else if (table === undefined) {
      unread.push(line);
    } else if (first === ':') {
      const chain = parseChain(line);
      if (chain === undefined) unread.push(line);
      else table.chains.set(chain.name, chain);
    } else {
      const rule = parseFirewallRule(line);
      const chain = rule === undefined ? undefined : table.chains.get(rule.chain);
      if (rule === undefined || chain === undefined) unread.push(line);
      else chain.rules.push(rule);
    }
  }
  if (tables.length === 0 && raw.code !== 0) return unreadable(warnings.at(-1) ?? `exit code ${raw.code}`);
  return value(
    { backend, tables: tables.map(({ name, chains }) => ({ name, chains: [...chains.values()] })), warnings },
    unread,
  );
}

/**
 * `# Generated by iptables-save v1.8.9 (nf_tables) on …`, `xtables-save v1.8.2` (nf_tables as well), `iptables-save v1.4.21`.
 * `# backend iptables v1.8.7 (legacy)` is this room's own line.
 */
function backendOf(line: string): Firewall['backend'] {
  if (/\(nf_tables\)|xtables-save/.test(line)) return 'nft';
  if (/\(legacy\)/.test(line)) return 'legacy';
  return /^# (?:backend|Generated by) ip6?tables(?:-save)? v1\./.test(line) ? 'legacy' : 'unknown';
}

/** `:FORWARD DROP [12:720]`, `:DOCKER - [0:0]` */
function parseChain(line: string): (Draft<FirewallChain> & { rules: FirewallRule[] }) | undefined {
  const row = /^:(\S+) (\S+)(?: \[(\d+):(\d+)\])?/.exec(line);
  if (row === null) return undefined;
  const [, name = '', policy = '-', packets, bytes] = row;
  return {
    name,
    ...(policy === '-' ? {} : { policy }),
    packets: Number(packets ?? 0),
    bytes: Number(bytes ?? 0),
    rules: [],
  };
}
