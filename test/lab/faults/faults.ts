import { setTimeout as sleep } from 'node:timers/promises';
import type { FixStep } from '../../../src/flows/fix/run.ts';
import type { LabHost } from '../lab.ts';

const STEPS: readonly FixStep[] = [
  'compared',
  'stored',
  'prepared',
  'armed',
  'begun',
  'claimed',
  'applied',
  'reconnected',
  'proven',
  'recorded',
  'confirmed',
];

export interface Fault {
  readonly name: string;
  /** When it strikes; `from the start` before the worker does anything. */
  readonly at: FixStep | 'from the start';
  /** The worker dies at that moment. */
  readonly kills: boolean;
  /** Whether another worker takes over, or the host is left to itself. */
  readonly successor: boolean;
  /** What happens to the host; answers how it is mended again. */
  strike(host: LabHost): Promise<(() => Promise<unknown>) | undefined>;
  /** What is done again after so long. */
  readonly mendAfterMs: number;
}

const nothing = () => Promise.resolve(undefined);

const killed = (at: FixStep, successor: boolean): Fault => ({
  name: `worker killed after "${at}", ${successor ? 'another one takes over' : 'nobody takes over'}`,
  at,
  kills: true,
  successor,
  strike: nothing,
  mendAfterMs: 0,
});

/** Not a packet more in either direction, connections that are open included. */
const cut = (at: FixStep, mendAfterMs: number): Fault => ({
  name: `network cut after "${at}" for ${mendAfterMs / 1000} s`,
  at,
  kills: false,
  successor: true,
  async strike(host) {
    const rules = ['-i', '-o'].map((direction) => [
      'iptables',
      '-I',
      'FORWARD',
      direction,
      'uplink',
      '-j',
      'DROP',
    ]);
    for (const rule of rules) await host.cloud.router(rule);
    return async () => {
      for (const rule of rules) await host.cloud.router(rule.map((word) => (word === '-I' ? '-D' : word)));
    };
  },
  mendAfterMs,
});

const sshStopped = (at: FixStep, mendAfterMs: number): Fault => ({
  name: `sshd stopped and its sessions killed after "${at}" for ${mendAfterMs / 1000} s`,
  at,
  kills: false,
  successor: true,
  async strike(host) {
    await host.run(['sh', '-c', 'systemctl stop ssh; pkill -KILL sshd']);
    return () => host.run(['systemctl', 'start', 'ssh']);
  },
  mendAfterMs,
});

const dockerKilled = (at: FixStep): Fault => ({
  name: `dockerd killed after "${at}"`,
  at,
  kills: false,
  successor: false,
  async strike(host) {
    await host.run(['pkill', '-KILL', 'dockerd']);
    return undefined;
  },
  mendAfterMs: 0,
});

/** Docker starts with the old address alone. */
const condition =
  (then: string): Fault['strike'] =>
  async (host) => {
    await host.write(
      '/etc/systemd/system/docker.service.d/fault.conf',
      `[Service]\nExecStartPre=/bin/sh -c '! grep -q bip /etc/docker/daemon.json || grep -q 192.168.0.1/24 /etc/docker/daemon.json || ${then}'\n`,
    );
    await host.must(['systemctl', 'daemon-reload']);
    return undefined;
  };

const refused: Fault = {
  name: 'dockerd refuses the new configuration',
  at: 'from the start',
  kills: false,
  successor: false,
  strike: condition('exit 1'),
  mendAfterMs: 0,
};

const hangs: Fault = {
  name: 'the restart hangs with the new configuration',
  at: 'from the start',
  kills: false,
  successor: false,
  strike: condition('sleep 1000'),
  mendAfterMs: 0,
};

const fullDisk = (at: FixStep): Fault => ({
  name: `disk full after "${at}"`,
  at,
  kills: false,
  successor: false,
  async strike(host) {
    await host.run([
      'sh',
      '-c',
      'for d in /etc/docker /var/lib/ferryman; do dd if=/dev/zero of=$d/fill bs=64k; done; sync',
    ]);
    return undefined;
  },
  mendAfterMs: 0,
});

/** Killed in the middle of what the host does by itself. */
const later = (fault: Fault, ms: number): Fault => ({
  ...fault,
  name: `${fault.name}, ${ms} ms later`,
  async strike(host) {
    await sleep(ms);
    return fault.strike(host);
  },
});

/** Every kind of fault after every step. */
export const FAULTS: readonly Fault[] = [
  ...STEPS.flatMap((at) => [killed(at, true), killed(at, false), cut(at, 8_000), sshStopped(at, 8_000)]),
  ...(['compared', 'armed', 'begun', 'applied', 'proven'] as const).flatMap((at) => [
    fullDisk(at),
    dockerKilled(at),
  ]),
  cut('begun', 40_000),
  cut('applied', 40_000),
  refused,
  hangs,
  ...[700, 1500, 3000].flatMap((ms) => [
    later(killed('begun', true), ms),
    later(dockerKilled('begun'), ms),
    later(cut('begun', 8_000), ms),
    later(sshStopped('begun', 8_000), ms),
  ]),
];
