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
