import { configurationFor } from '../test/lab/ask.ts';
import { serve } from '../test/lab/containers.ts';
import { approve } from '../test/lab/faults/approve.ts';
import { worker } from '../test/lab/faults/play-fault.ts';
import { openLab, type LabHost } from '../test/lab/lab.ts';
import { expectOutside } from '../test/lab/proof.ts';
import { listenForSilence } from '../test/lab/silence.ts';
import { whyNoLab } from '../test/lab/skip.ts';
import { atMost, type Figure, type Part } from './figure.ts';
import { median } from './measure.ts';

const ROUNDS = 5;
const UNDO_AFTER_SECONDS = 300;
const FILE = '/etc/docker/daemon.json';
const OLD = '{"bip": "192.168.0.1/24"}\n';
/** Of containers in a network of their own: they answer before the fix too. */
const PORTS = [30_001, 30_002, 30_003];

/** For how long nobody answers on a published port while the bridge moves, against what any restart of Docker costs. */
export const fixDowntime: Part = {
  name: 'fix-downtime',
  whyNot: whyNoLab,
  async run() {
    const lab = await openLab({ seed: 1 });
    try {
      const host = await lab.boot('hz-shop', {
        subnet: '192.168.0.0/24',
        address: '192.168.0.10',
        files: { [FILE]: OLD },
      });
      return await measure(host);
    } finally {
      await lab.close();
    }
  },
};

async function measure(host: LabHost): Promise<readonly Figure[]> {
  const extra = ['--restart', 'always'];
  await host.must(['docker', 'network', 'create', '--subnet', '172.22.0.0/16', 'vhnet']);
  for (const port of PORTS)
    await serve(host, { name: `shop-${port}`, listen: 80, publish: [`${port}:80`], network: 'vhnet', extra });
  for (const port of [30_004, 30_005, 30_006])
    await serve(host, { name: `shop-${port}`, listen: 80, publish: [`${port}:80`], extra });
  const config = await configurationFor(host);

  const plain: number[] = [];
  const fix: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await overlap(host);
    plain.push(await silenceOf(host, () => restart(host)));
    const approved = await approve(config, host.name, { undoAfterSeconds: UNDO_AFTER_SECONDS });
    const task = {
      config,
      host: host.name,
      approved,
      fence: 1,
      undoAfterSeconds: UNDO_AFTER_SECONDS,
      stepwise: false,
    };
    fix.push(
      await silenceOf(host, async () => {
        const outcome = await worker(task, () => Promise.resolve());
        if (outcome?.result !== 'fixed') throw new Error(`the host was not fixed: ${outcome?.because}`);
      }),
    );
  }
  return [
    atMost(1.2, {
      name: 'Silence of published ports during /fix-bridge',
      value: median(fix) / median(plain),
      unit: '×',
      reference: `${seconds(fix)}; systemctl restart docker: ${seconds(plain)}`,
    }),
  ];
}

/** As before a fix: the old address, in a file that is older than Docker's start. */
async function overlap(host: LabHost): Promise<void> {
  await host.write(FILE, OLD);
  await host.sh(`touch -d '1 hour ago' ${FILE}`);
  await restart(host);
  for (const port of PORTS) await expectOutside(host, port, 'answers');
}

async function restart(host: LabHost): Promise<void> {
  await host.must(['systemctl', 'reset-failed', 'docker', 'docker.socket']);
  await host.must(['systemctl', 'restart', 'docker'], { timeoutMs: 120_000 });
}

/** The longest of any of the ports. */
async function silenceOf(host: LabHost, work: () => Promise<void>): Promise<number> {
  const silences = PORTS.map((port) => listenForSilence(host, port));
  await work();
  return Math.max(...(await Promise.all(silences.map((silence) => silence.end()))));
}

const seconds = (values: readonly number[]) => `${(median(values) / 1000).toFixed(1)} s`;
