import { diagnose } from '../src/flows/diagnose.ts';
import { targetOf } from '../src/flows/open-shell.ts';
import type { Host } from '../src/hosts/host.ts';
import { createShellPool } from '../src/ssh/pool.ts';
import { whyNoLab } from '../test/lab/skip.ts';
import { startDelayingProxy } from './delaying-proxy.ts';
import { atMost, type Figure, type Part } from './figure.ts';
import { onBenchHost, type BenchHost } from './lab-host.ts';
import { median, timed } from './measure.ts';

/** Long ones, so that what the host computes meanwhile hides none of the waiting: the slope between them is the count. */
const shortMs = 300;
const longMs = 600;
const runs = 5;

/** What a far host costs: how often the worker has to wait for an answer, the connection being there. */
export const roundTrips: Part = {
  name: 'round-trips',
  whyNot: whyNoLab,
  run: () => onBenchHost(measure),
};

async function measure(bench: BenchHost): Promise<readonly Figure[]> {
  const near = await timeThrough(bench, shortMs);
  const far = await timeThrough(bench, longMs);
  const trips = (one: keyof Times): number => (far[one] - near[one]) / (longMs - shortMs);
  return [
    atMost(3, {
      name: 'Round trips for all facts, beyond the SSH handshake',
      value: trips('facts'),
      unit: 'round trips',
      reference:
        `${near.facts.toFixed(0)} ms at ${shortMs} ms a trip, ${far.facts.toFixed(0)} ms at ${longMs}; ` +
        `with the ports tried ${trips('all').toFixed(1)}, the handshake itself ${trips('handshake').toFixed(1)}`,
    }),
  ];
}

interface Times {
  readonly handshake: number;
  /** Until the ports are tried: everything is read by then that does not depend on what was read. */
  readonly facts: number;
  readonly all: number;
}

async function timeThrough({ host, lab }: BenchHost, ms: number): Promise<Times> {
  if (host.via.kind !== 'ssh') throw new Error('the lab has SSH hosts only');
  const proxy = await startDelayingProxy({ address: lab.address, port: 22 }, ms);
  try {
    const via = { ...host.via, address: '127.0.0.1', port: proxy.port, hostKeyAlias: lab.address };
    const through: Host = { ...host, via };
    const times: Times[] = [];
    for (let run = 0; run < runs; run += 1) {
      const pool = createShellPool();
      const handshake = await timed(() => pool.open(targetOf(host.name, via)));
      const begun = performance.now();
      let facts = 0;
      const all = await timed(() =>
        diagnose(
          { host: through },
          {
            shells: pool,
            onStage: (stage) => {
              if (stage === 'trying-ports') facts = performance.now() - begun;
            },
          },
        ),
      );
      times.push({ handshake, facts, all });
      await pool.dispose();
    }
    const of = (one: keyof Times): number => median(times.map((each) => each[one]));
    return { handshake: of('handshake'), facts: of('facts'), all: of('all') };
  } finally {
    await proxy.close();
  }
}
