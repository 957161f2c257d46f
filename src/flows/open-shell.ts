import type { Host, SshConnection } from '../hosts/host.ts';
import { localShell } from '../ssh/local-shell.ts';
import type { Shell } from '../ssh/shell.ts';
import type { SshTarget } from '../ssh/target.ts';

/** Where Shells over SSH come from; kept by the process, so that connections outlive a job. */
export interface Shells {
  open(target: SshTarget): Promise<Shell>;
}

export function openShell(host: Host, shells: Shells): Promise<Shell> {
  switch (host.via.kind) {
    case 'ssh':
      return shells.open(targetOf(host.name, host.via));
    case 'local':
      return Promise.resolve(localShell());
    case 'snapshot':
      return Promise.reject(new Error(`${host.name} is a recorded host; there is nothing to run on`));
  }
  return host.via satisfies never;
}

export function targetOf(name: string, via: SshConnection): SshTarget {
  const { jump, kind: _, ...connection } = via;
  if (jump === undefined) return { name, ...connection };
  if (jump.via.kind !== 'ssh') throw new Error(`${jump.name} is no SSH host and cannot be a jump host`);
  return { name, ...connection, jump: targetOf(jump.name, jump.via) };
}
