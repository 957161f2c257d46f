/** A network device. */
export interface Link {
  readonly index: number;
  readonly name: string;
  /** The other end of a veth, or the device below a vlan: the `@if7` or `@eth0` after the name. */
  readonly peerIndex?: number;
  readonly peerName?: string;
  /** `bridge`, `veth`, `vlan`, `dummy`, `tun`, `wireguard`…; `loopback` for lo; absent for a plain card or where the tool does not tell. */
  readonly kind?: string;
  /** As printed between `<` and `>`: BROADCAST, UP, LOWER_UP, NO-CARRIER… */
  readonly flags: readonly string[];
  /** Operational state. loopback and many virtual devices are UNKNOWN while they work. */
  readonly state: 'UP' | 'DOWN' | 'UNKNOWN' | 'LOWERLAYERDOWN' | 'DORMANT' | 'NOTPRESENT' | 'TESTING';
  readonly mtu: number;
  readonly mac?: string;
  /** The bridge, bond or vrf that it belongs to. */
  readonly master?: string;
  /** The name of the network namespace of the other end where it has one (`link-netns`). */
  readonly peerNamespace?: string;
}
