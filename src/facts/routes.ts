export type RouteType =
  | 'unicast'
  | 'local'
  | 'broadcast'
  | 'multicast'
  | 'anycast'
  | 'blackhole'
  | 'unreachable'
  | 'prohibit'
  | 'throw'
  | 'nat';

/** A route of any table, blackholes included. */
export interface Route {
  readonly family: 4 | 6;
  readonly type: RouteType;
  /** CIDR: `192.168.0.0/24`, a single address as /32 or /128, the default route as `0.0.0.0/0` or `::/0`. */
  readonly destination: string;
  /** `main`, `local`, `default`, another name of rt_tables, or a number as text. */
  readonly table: string;
  readonly device?: string;
  /** The next hop; may be of the other family (`via inet6 fe80::1`). */
  readonly gateway?: string;
  /** The preferred source address (`src`). */
  readonly source?: string;
  readonly scope?: string;
  /** Who made it: kernel, boot, static, dhcp, ra, bird… */
  readonly protocol?: string;
  /** Lower wins. 0 for IPv4 where none is printed, 1024 for IPv6. */
  readonly metric: number;
  /** linkdown, onlink, dead, pervasive, offload… */
  readonly flags: readonly string[];
  readonly nexthops?: readonly Nexthop[];
  readonly mtu?: number;
  /** Position in the output: of equal prefixes with equal metrics the first inserted wins, and the kernel prints it first. */
  readonly order: number;
  /** The line as printed. */
  readonly text: string;
}

export interface Nexthop {
  readonly device?: string;
  readonly gateway?: string;
  readonly weight: number;
  readonly flags: readonly string[];
}
