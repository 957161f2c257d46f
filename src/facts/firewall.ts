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
