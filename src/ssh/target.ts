/** What a connection needs to know. An SSH entry of the inventory fits, its jump host resolved. */
export interface SshTarget {
  /** What the inventory calls it; without one the address stands in. */
  readonly name?: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Absolute paths, tried in order; empty means the agent and the usual names under ~/.ssh. */
  readonly identityFiles: readonly string[];
  /** Absolute paths, all consulted. */
  readonly knownHostsFiles: readonly string[];
  /** The name under which the key is looked up in known_hosts where it is not the address. */
  readonly hostKeyAlias?: string;
  readonly jump?: SshTarget;
}

/** `hz-shop (root@203.0.113.7)`; the port where it isn't 22. */
export function labelOf(target: SshTarget): string {
  const where = `${target.user}@${endpointOf(target)}`;
  return target.name === undefined ? where : `${target.name} (${where})`;
}

export function nameOf(target: SshTarget): string {
  return target.name ?? target.address;
}

/** `203.0.113.7`, `203.0.113.7:2222`, `[2001:db8::1]:2222`. */
export function endpointOf({ address, port }: SshTarget): string {
  if (port === 22) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
