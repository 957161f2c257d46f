/** An entry of the ARP or neighbour-discovery table. */
export interface Neighbour {
  readonly address: string;
  readonly device: string;
  readonly mac?: string;
  /** FAILED and INCOMPLETE mean that nobody answered. */
  readonly state:
    | 'REACHABLE'
    | 'STALE'
    | 'DELAY'
    | 'PROBE'
    | 'FAILED'
    | 'INCOMPLETE'
    | 'PERMANENT'
    | 'NOARP'
    | 'NONE'
    /** net-tools' `arp` and /proc/net/arp know only that an answer came once. */
    | 'COMPLETE';
}
