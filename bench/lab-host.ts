import { serve } from '../test/lab/containers.ts';
import { openLab, type LabHost } from '../test/lab/lab.ts';
import type { Host } from '../src/hosts/host.ts';

export interface BenchHost {
  readonly lab: LabHost;
  /** As the inventory has it. */
  readonly host: Host;
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
    return {
      lab: host,
      host: {
        name: host.name,
        via: {
          kind: 'ssh',
          address: host.address,
          port: 22,
          user: 'root',
          identityFiles: [host.identityFile],
          knownHostsFiles: [host.knownHostsFile],
        },
        tags: [],
        needs: [],
        source: 'bench',
      },
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
