import type { Host } from '../../src/hosts/host.ts';

/** A host of an inventory that is reached over SSH. */
export function sshHost(name: string, address: string, more: Partial<Host> = {}): Host {
  return {
    name,
    via: { kind: 'ssh', address, port: 22, user: 'root', identityFiles: [], knownHostsFiles: ['/dev/null'] },
    tags: [],
    needs: [],
    source: 'ferryman.yaml:2',
    ...more,
  };
}
