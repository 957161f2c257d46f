import { diagnose } from '../src/flows/diagnose.ts';
import { targetOf } from '../src/flows/open-shell.ts';
import type { Host } from '../src/hosts/host.ts';
import { createShellPool } from '../src/ssh/pool.ts';
import { whyNoLab } from '../test/lab/skip.ts';
import { startDelayingProxy } from './delaying-proxy.ts';
import { atMost, type Figure, type Part } from './figure.ts';
import { bootBenchHost, type BenchHost } from './lab-host.ts';
import { median, timed } from './measure.ts';

const roundTripMs = 100;
const runs = 7;

/** What a far host costs: how often the worker has to wait for an answer, the connection being there. */
export const roundTrips: Part = {
  name: 'round-trips',
  whyNot: whyNoLab,
  async run() {
    const bench = await bootBenchHost();
    try {
      return await measure(bench);
    } finally {
      await bench.close();
    }
  },
};

async function measure(bench: BenchHost): Promise<readonly Figure[]> {
  const near = await timeThrough(bench, 0);
  const far = await timeThrough(bench, roundTripMs);
  return [
    atMost(3, {
      name: 'Round trips for all facts, beyond the SSH handshake',
      value: (far - near) / roundTripMs,
      unit: 'round trips',
      reference: `${far.toFixed(0)} ms at ${roundTripMs} ms of round trip, ${near.toFixed(0)} ms at 0; the whole diagnosis, connected`,
    }),
  ];
}

async function timeThrough({ host, lab }: BenchHost, ms: number): Promise<number> {
  if (host.via.kind !== 'ssh') throw new Error('the lab has SSH hosts only');
  const proxy = await startDelayingProxy({ address: lab.address, port: 22 }, ms);
  try {
    const via = { ...host.via, address: '127.0.0.1', port: proxy.port, hostKeyAlias: lab.address };
    const through: Host = { ...host, via };
    const facts: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const pool = createShellPool();
      await pool.open(targetOf(host.name, via));
      facts.push(await timed(() => diagnose({ host: through }, { shells: pool })));
      await pool.dispose();
    }
    return median(facts);
  } finally {
    await proxy.close();
  }
}
