import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { watchHost } from '../src/flows/watch/watch-host.ts';
import type { Host } from '../src/hosts/host.ts';
import type { WatchedHost } from '../src/report/watched.ts';
import { createShellPool, type ShellPool } from '../src/ssh/pool.ts';
import { whyNoLab } from '../test/lab/skip.ts';
import { makeKey, sshdMissing } from '../test/support/sshd.ts';
import { look } from '../src/flows/watch/look.ts';
import { digestOf } from '../src/flows/watch/print.ts';
import { atMost, type Figure, type Part } from './figure.ts';
import { hostAt } from './find-container.ts';
import { onBenchHost, type BenchHost } from './lab-host.ts';
import { runProgram } from './run-program.ts';

const LOOKS = 40;
const MANY = 500;
/** As many as a worker looks at side by side. */
const AT_ONCE = 32;
const IDLE_MS = 10_000;
const DAY = 86_400_000;

/** A look at a host that has not changed, over a connection that is there, against what a login costs the OpenSSH client. */
export const watchLook: Part = {
  name: 'watch-look',
  whyNot: whyNoLab,
  run: () => onBenchHost(measureOne),
};

async function measureOne({ host, ssh, login }: BenchHost): Promise<readonly Figure[]> {
  const shells = createShellPool();
  const ports = [30_001, 30_002];
  try {
    const before = await asSeen(host, ports, shells);
    await lookAt(host, ports, shells, before);
    const own = await cpuMs(async () => {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as a watch does it
      for (let i = 0; i < LOOKS; i += 1) await lookAt(host, ports, shells, before);
    });
    const theirs = await cpuMsOfProgram([...ssh, login, 'true'], LOOKS);
    return [
      atMost(1, {
        name: 'CPU of a worker for one look at an unchanged host with two ports',
        value: own / theirs,
        unit: '×',
        reference: `${(own / LOOKS).toFixed(1)} ms; ssh host true: ${(theirs / LOOKS).toFixed(1)} ms`,
      }),
    ];
  } finally {
    await shells.dispose();
  }
}

/** Five hundred simulated hosts, one port each, a look a minute. */
export const watchMany: Part = {
  name: 'watch-many',
  whyNot: () => sshdMissing,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'ferryman-watch-'));
    const fleet: ChildProcess[] = [];
    try {
      const key = join(folder, 'id_ed25519');
      makeKey('ed25519', key);
      const script = fileURLToPath(new URL('fake-hosts.js', import.meta.url));
      const ports = z.array(z.number()).parse(await started(fleet, [script, key, String(MANY), '1']));
      const [type, hostKey] = readFileSync(`${key}.pub`, 'utf8').split(' ');
      const known = ports.map((port) => `[127.0.0.1]:${port} ${type} ${hostKey}\n`);
      writeFileSync(join(folder, 'known_hosts'), known.join(''));
      const served = z.number().parse(await started(fleet, ['-e', LISTENER]));
      return await measureMany(
        ports.map((port, i) => hostAt(port, i, folder)),
        served,
      );
    } finally {
      for (const child of fleet) child.kill();
      rmSync(folder, { recursive: true });
    }
  },
};

/** A port that takes connections, in a process whose time is not ours. */
const LISTENER = `const server = require('node:net').createServer((socket) => socket.on('error', () => {}));
server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));`;

async function started(fleet: ChildProcess[], args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  fleet.push(child);
  const [said] = z.tuple([z.instanceof(Buffer)]).parse(await once(child.stdout, 'data'));
  return JSON.parse(said.toString('utf8'));
}

async function measureMany(hosts: readonly Host[], port: number): Promise<readonly Figure[]> {
  const shells = createShellPool({ idleMs: 10 * 60_000 });
  try {
    const seen = new Map<string, WatchedHost>();
    await all(hosts, async (host) => {
      seen.set(host.name, await asSeen(host, [port], shells));
    });
    const idle = await cpuMs(() => sleep(IDLE_MS));
    const begun = performance.now();
    const looking = await cpuMs(() =>
      all(hosts, (host) => lookAt(host, [port], shells, seen.get(host.name))),
    );
    const seconds = (performance.now() - begun) / 1000;
    const kept = (idle / IDLE_MS) * 60_000;
    return [
      atMost(25, {
        name: `CPU of a worker that looks at ${MANY} unchanged hosts once a minute`,
        value: ((looking + kept) / 60_000) * 100,
        unit: '% of a core',
        reference: `${(looking / MANY).toFixed(1)} ms a look; ${(kept / 600).toFixed(1)} % keeps the connections; all of them in ${seconds.toFixed(1)} s`,
      }),
    ];
  } finally {
    await shells.dispose();
  }
}

/** The record of a host that was found healthy just now. */
async function asSeen(host: Host, ports: readonly number[], shells: ShellPool): Promise<WatchedHost> {
  if (host.via.kind !== 'ssh') throw new Error(`${host.name} is no SSH host`);
  const { kind: _, jump: __, ...via } = host.via;
  const shell = await shells.open({ name: host.name, ...via });
  const print = await look(shell, host, { ports, asRoot: true });
  await shell.close();
  const at = new Date().toISOString();
  return {
    schema: 'ferryman.watched/1',
    host: host.name,
    tags: [],
    lookedAt: at,
    wholeAt: at,
    faults: [],
    print: { ...print },
    known: [digestOf(print)],
  };
}

async function lookAt(
  host: Host,
  ports: readonly number[],
  shells: ShellPool,
  before: WatchedHost | undefined,
): Promise<void> {
  const request = { host, ports, whole: false, before, wholeEveryMs: DAY, confirmMs: 0, withinMs: DAY };
  const seen = await watchHost(request, { shells });
  if (seen.kind !== 'unchanged') throw new Error(`${host.name}: ${JSON.stringify(seen).slice(0, 300)}`);
}

async function all(hosts: readonly Host[], work: (host: Host) => Promise<void>): Promise<void> {
  const waiting = hosts.values();
  const lane = async () => {
    // oxlint-disable-next-line no-await-in-loop -- as many lanes as a worker has
    for (const host of waiting) await work(host);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Of another program, run so many times; the shell tells what its children cost. */
async function cpuMsOfProgram(argv: readonly string[], times: number): Promise<number> {
  const said = join(mkdtempSync(join(tmpdir(), 'ferryman-times-')), 'times');
  const loop = `n=$1; out=$2; shift 2; i=0; while [ $i -lt $n ]; do "$@" </dev/null; i=$((i+1)); done; times >"$out"`;
  await runProgram(['bash', '-c', loop, 'bash', String(times), said, ...argv]);
  const [, children = ''] = readFileSync(said, 'utf8').trim().split('\n');
  const ms = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60_000 + Number(rest) * 1_000,
  );
  return ms.reduce((sum, one) => sum + one, 0);
}
