import { serve } from '../test/lab/containers.ts';
import { openLab, type LabHost } from '../test/lab/lab.ts';
import { targetOf } from '../src/flows/open-shell.ts';
import type { Host, SshConnection } from '../src/hosts/host.ts';
import type { SshTarget } from '../src/ssh/target.ts';

export interface BenchHost {
  readonly lab: LabHost;
  /** As the inventory has it. */
  readonly host: Host;
  /** The same for Ferryman's own client. */
  readonly target: SshTarget;
  /** The same for the OpenSSH client: its command with all options, without the login behind it. */
  readonly ssh: readonly string[];
  readonly login: string;
  close(): Promise<void>;
}

/** A healthy host of the lab with six published ports. */
async function bootBenchHost(): Promise<BenchHost> {
  const lab = await openLab({ seed: 1 });
  try {
    const host = await lab.boot('hz-shop');
    for (let i = 1; i <= 6; i += 1) {
      await serve(host, { name: `shop-${i}`, listen: 8080, publish: [`${30_000 + i}:8080`] });
    }
    const via: SshConnection = {
      kind: 'ssh',
      address: host.address,
      port: 22,
      user: 'root',
      identityFiles: [host.identityFile],
      knownHostsFiles: [host.knownHostsFile],
    };
    const known = `UserKnownHostsFile=${host.knownHostsFile}`;
    return {
      lab: host,
      host: { name: host.name, via, tags: [], needs: [], source: 'bench' },
      target: targetOf(host.name, via),
      ssh: ['ssh', '-F', 'none', '-T', '-i', host.identityFile, '-o', known],
      login: `root@${host.address}`,
      close: () => lab.close(),
    };
  } catch (error) {
    await lab.close();
    throw error;
  }
}

/** Runs with a host that is booted for it and gone afterwards. */
export async function onBenchHost<Result>(run: (bench: BenchHost) => Promise<Result>): Promise<Result> {
  const bench = await bootBenchHost();
  try {
    return await run(bench);
  } finally {
    await bench.close();
  }
}
