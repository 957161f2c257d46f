/** An entry of the inventory. Nothing outside the inventory is ever contacted. */
export interface Host {
  readonly name: string;
  readonly via: HostConnection;
  /** A network place (a region); a host's jobs run on a worker of its site. */
  readonly site?: string;
  readonly tags: readonly string[];
  /** What this host must reach; every subnet choice stays clear of these. */
  readonly needs: readonly Need[];
  /** Where the entry came from: `ferryman.yaml:12`, `~/.ssh/config:4`, `inventory.ini:7`. */
  readonly source: string;
}

export type HostConnection =
  | SshConnection
  | { readonly kind: 'local' }
  | { readonly kind: 'snapshot'; readonly path: string };

export interface SshConnection {
  readonly kind: 'ssh';
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Absolute paths, tried in order; empty means the agent and the usual names under ~/.ssh. */
  readonly identityFiles: readonly string[];
  /** Absolute paths, all consulted, the first is written to by `hosts trust`. */
  readonly knownHostsFiles: readonly [string, ...string[]];
  /** The name under which the key is looked up in known_hosts where it is not the address (HostKeyAlias). */
  readonly hostKeyAlias?: string;
  /** The bastion, itself a host of the inventory, resolved. */
  readonly jump?: Host;
}

export interface Need {
  readonly name: string;
  /** An IP address or a host name. */
  readonly address: string;
  readonly port?: number;
}
