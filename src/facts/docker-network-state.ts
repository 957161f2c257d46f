import type { Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** Docker's own memory of its networks, and what tells how old this machine is in this place. */
export interface DockerNetworkState {
  /** Seconds since 1970, by path; `born` where the file system keeps it. */
  readonly files: Readonly<Record<string, { readonly changed: number; readonly born?: number }>>;
  /** Bridge addresses that Docker has stored: `192.168.0.1/20`. */
  readonly stored: readonly string[];
  /** Where /var/lib/cloud/instance points: `/var/lib/cloud/instances/i-bp1…`. */
  readonly instance?: string;
}

export const STATE_FILE = '/var/lib/docker/network/files/local-kv.db';

const PATHS = [
  STATE_FILE,
  '/var/lib/docker/network/files',
  '/etc/machine-id',
  '/var/lib/cloud/instance',
  '/var/lib/cloud/data/instance-id',
  '/etc/ssh/ssh_host_ed25519_key.pub',
  '/etc/ssh/ssh_host_rsa_key.pub',
];

const SCRIPT = `stat -L -c '%n %Y %W' ${PATHS.join(' ')} 2>/dev/null
[ -L /var/lib/cloud/instance ] && echo "instance $(readlink /var/lib/cloud/instance)"
head -c 2097152 ${STATE_FILE} 2>/dev/null | grep -ao '"AddressIPv4":"[^"]*"' | sort -u | head -n 40
exit 0`;

/**
 *     /var/lib/docker/network/files/local-kv.db 1555638286 1542856504
 *     instance /var/lib/cloud/instances/i-bp1abcdef
 *     "AddressIPv4":"192.168.0.1/20"
 */
export const dockerNetworkState: Fact<'docker-network-state', DockerNetworkState> = {
  id: 'docker-network-state',
  title: "Docker's stored networks and the age of this machine",
  read: { kind: 'command', privileged: 'where-possible', candidates: [['sh', '-c', SCRIPT]] },
  parse: (raw) => {
    const files: Record<string, { changed: number; born?: number }> = {};
    const stored: string[] = [];
    const unread: string[] = [];
    let instance: string | undefined;
    for (const line of linesOf(raw.stdout)) {
      const [, path, changed, born] = /^(\/\S+) (\d+) (\S+)$/.exec(line) ?? [];
      const address = /^"AddressIPv4":"([^"]*)"$/.exec(line)?.[1];
      const pointed = /^instance (\S+)$/.exec(line)?.[1];
      if (path !== undefined) {
        const known = Number(born);
        files[path] = { changed: Number(changed), ...(known > 0 && { born: known }) };
      } else if (address !== undefined) stored.push(address);
      else if (pointed !== undefined) instance = pointed;
      else unread.push(line);
    }
    return value({ files, stored, ...(instance !== undefined && { instance }) }, unread);
  },
};
