/** A network namespace other than the host's own, seen through a process in it. */
export interface NetworkNamespace {
  readonly inode: number;
  /** Processes in it, ascending, at most 2,000. A container's `state.pid` is among them. */
  readonly pids: readonly number[];
  readonly listeners: readonly NamespaceListener[];
  readonly routes: readonly NamespaceRoute[];
  /** Files that could not be read: `tcp6` where the namespace has no IPv6. */
  readonly missing: readonly string[];
}

export interface NamespaceListener {
  readonly protocol: 'tcp' | 'udp';
  readonly family: 4 | 6;
  readonly address: string;
  readonly port: number;
  readonly uid: number;
  readonly inode: number;
}

/** IPv4 only. */
export interface NamespaceRoute {
  readonly destination: string;
  readonly device: string;
  readonly gateway?: string;
  readonly metric: number;
}
