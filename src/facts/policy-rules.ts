/** A rule that picks the routing table, `ip rule`. */
export interface PolicyRule {
  readonly family: 4 | 6;
  /** Lower is asked first. */
  readonly priority: number;
  /** The selectors are negated. */
  readonly not: boolean;
  /** CIDR; absent means all. */
  readonly from?: string;
  readonly to?: string;
  readonly iif?: string;
  readonly oif?: string;
  readonly fwmark?: { readonly value: number; readonly mask: number };
  readonly tos?: string;
  /** `tcp`, `udp`, `icmp` or a number as text. */
  readonly ipProtocol?: string;
  readonly sourcePorts?: { readonly first: number; readonly last: number };
  readonly destinationPorts?: { readonly first: number; readonly last: number };
  readonly uids?: { readonly first: number; readonly last: number };
  /** The found route is ignored where its prefix is this long or shorter. */
  readonly suppressPrefixLength?: number;
  readonly suppressGroup?: string;
  readonly action: 'lookup' | 'blackhole' | 'unreachable' | 'prohibit' | 'goto' | 'nop';
  /** For `lookup`: a name or a number as text. */
  readonly table?: string;
  /** For `goto`: the priority to go on at; absent while unresolved. */
  readonly goto?: number;
  /** Words of the line that this reader does not know: with any of them the rule's reach is unknown. */
  readonly unknownWords: readonly string[];
  /** The line as printed. */
  readonly text: string;
}
