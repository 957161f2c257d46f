import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { stringify } from 'yaml';
import { z } from 'zod';
import { until } from '../test/lab/process.ts';
import { openSlackProcesses, type SlackProcesses } from '../test/lab/slack-processes.ts';
import { redisIsInstalled } from '../test/support/redis.ts';
import { makeKey, sshdMissing } from '../test/support/sshd.ts';
import { atMost, type Figure, type Part } from './figure.ts';
import { median, quantile } from './measure.ts';
import { type Look, noteLooks, type Round, roundOf, type Span } from './watched/looks.ts';
import { processorMs, redisWork } from './watched/processor.ts';

const HOSTS = 500;
const EVERY_MS = 60_000;
/** Of the looks of each minute; two of a hundred hosts are diagnosed as a whole. */
const CHANGING = 0.02;
const CHANGING_MS = 2 * EVERY_MS;
const UNCHANGED_MS = EVERY_MS;

/** A bot, a Redis and a worker as they are started on a server, and hosts that are simulated in one other process. */
export const watchFleet: Part = {
  name: 'watch-fleet',
  whyNot: () => sshdMissing ?? (redisIsInstalled() ? undefined : 'there is no redis-server'),
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'ferryman-fleet-'));
    const slack = await openSlackProcesses();
    const fleet = startFleet(folder);
    try {
      return await measure(await configured(folder, fleet), { folder, slack, fleet });
    } finally {
      fleet.kill();
      await slack.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

function startFleet(folder: string): ChildProcess {
  const key = join(folder, 'id_ed25519');
  makeKey('ed25519', key);
  const loaders = ['--require', path('watched/long-packets.cjs'), '--import', 'tsx'];
  const recorded = path('../test/hosts/healthy-finished-jobs-again/snapshot.json');
  return spawn(process.execPath, [...loaders, path('watched/fleet.ts'), key, String(HOSTS), recorded], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const Fleet = z.object({ published: z.number(), ports: z.array(z.number()) });

async function configured(folder: string, fleet: ChildProcess): Promise<string> {
  const [{ published, ports }] = z
    .tuple([Fleet])
    .rest(z.unknown())
    .parse(await once(fleet, 'message'));
  const [type, hostKey] = readFileSync(join(folder, 'id_ed25519.pub'), 'utf8').split(' ');
  const known = ports.map((port) => `[127.0.0.1]:${port} ${type} ${hostKey}\n`);
  writeFileSync(join(folder, 'known_hosts'), known.join(''));
  const host = {
    address: '127.0.0.1',
    user: 'root',
    identityFile: join(folder, 'id_ed25519'),
    knownHostsFile: join(folder, 'known_hosts'),
    tags: ['shop'],
  };
  const file = join(folder, 'ferryman.yaml');
  const config = {
    hosts: Object.fromEntries(ports.map((port, i) => [`host-${i}`, { ...host, port }])),
    audit: { file: join(folder, 'audit.jsonl') },
    watch: { on: [{ on: 'shop', ports: [published], every: '1m', to: 'team' }] },
    notify: { default: 'team', destinations: { team: { slack: 'C0MIGRATION' } } },
  };
  writeFileSync(file, stringify(config, { aliasDuplicateObjects: false }));
  return file;
}

interface Bench {
  readonly folder: string;
  readonly slack: SlackProcesses;
  readonly fleet: ChildProcess;
}

async function measure(file: string, { folder, slack, fleet }: Bench): Promise<readonly Figure[]> {
  const redis = new Redis({ path: slack.redis.socket });
  const noted = noteLooks(redis);
  try {
    const config = { file, home: folder };
    const worker = await slack.start('worker', config);
    const bot = await slack.start('bot', config);
    const meter = async () => ({
      at: Date.now(),
      worker: processorMs(worker),
      bot: processorMs(bot),
      redis: await redisWork(redis),
    });
    const over = async (ms: number) => {
      const before = await meter();
      await sleep(ms);
      return { before, after: await meter() };
    };

    const first = await over(EVERY_MS);
    await until('every host to have been looked at', 5 * EVERY_MS, () => settled(noted.looks()));
    fleet.send({ changing: CHANGING });
    const changing = await over(CHANGING_MS);
    fleet.send({ changing: 0 });
    // What changed last is diagnosed by then.
    await sleep(10_000);
    const unchanged = await over(UNCHANGED_MS);
    await sleep(10_000);
    return figures(noted.looks(), { first, changing, unchanged });
  } finally {
    noted.stop();
    redis.disconnect();
  }
}

/** Each host was diagnosed, and nothing waits any more. */
async function settled(looks: readonly Look[]): Promise<true | undefined> {
  const diagnosed = new Set(looks.flatMap(({ host, outcome }) => (outcome === 'diagnosed' ? [host] : [])));
  const late = looks.slice(-50).map(({ due, begun }) => begun - due);
  return diagnosed.size === HOSTS && Math.max(...late) < 5_000 ? true : undefined;
}

interface Reading {
  readonly at: number;
  readonly worker: number;
  readonly bot: number;
  readonly redis: { readonly ms: number; readonly commands: number };
}

interface Measured {
  readonly before: Reading;
  readonly after: Reading;
}

function figures(
  looks: readonly Look[],
  { first, changing, unchanged }: Readonly<Record<'first' | 'changing' | 'unchanged', Measured>>,
): readonly Figure[] {
  const round = ({ before, after }: Measured): Round => {
    const span: Span = { from: before.at, to: after.at };
    return roundOf(looks, span, { hosts: HOSTS, everyMs: EVERY_MS });
  };
  const [start, moving, calm] = [round(first), round(changing), round(unchanged)];
  const watching = `${HOSTS} hosts watched once a minute`;
  return [
    atMost(25, {
      name: `CPU of a worker, ${watching}, ${CHANGING * 100} % of them changing`,
      value: share(changing, 'worker'),
      unit: '% of a core',
      reference: `${told(moving)}; Redis ${percent(redisShare(changing))} (${perLook(changing, moving)} commands a look), bot ${percent(share(changing, 'bot'))}`,
    }),
    atMost(25, {
      name: 'The same, none of them changing',
      value: share(unchanged, 'worker'),
      unit: '% of a core',
      reference: `${told(calm)}; Redis ${percent(redisShare(unchanged))}, bot ${percent(share(unchanged, 'bot'))}`,
    }),
    atMost(10_000, {
      name: `The latest look of ${watching}`,
      value: Math.max(...moving.late, ...calm.late),
      unit: 'ms',
      reference: lateness([...moving.late, ...calm.late]),
    }),
    atMost(10_000, {
      name: 'The latest look of the first minute, in which every host is diagnosed as a whole',
      value: Math.max(...start.late),
      unit: 'ms',
      reference: `${told(start)}; ${lateness(start.late)}; worker ${percent(share(first, 'worker'))}, Redis ${percent(redisShare(first))}`,
    }),
    atMost(0, {
      name: 'Looks missed or doubled',
      value: Math.abs(moving.missed) + moving.doubled + Math.abs(calm.missed) + calm.doubled,
      unit: '',
      reference: `${moving.late.length + calm.late.length} looks`,
    }),
  ];
}

function share({ before, after }: Measured, of: 'worker' | 'bot'): number {
  return ((after[of] - before[of]) / (after.at - before.at)) * 100;
}

function redisShare({ before, after }: Measured): number {
  return ((after.redis.ms - before.redis.ms) / (after.at - before.at)) * 100;
}

function perLook({ before, after }: Measured, { late }: Round): string {
  return ((after.redis.commands - before.redis.commands) / late.length).toFixed(0);
}

function percent(value: number): string {
  return `${value.toFixed(1)} %`;
}

function told({ outcomes, took }: Round): string {
  const each = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  return `${each.join(', ')}; a look takes ${median(took).toFixed(0)} ms, p95 ${quantile(took, 0.95).toFixed(0)}`;
}

function lateness(late: readonly number[]): string {
  return `median ${median(late).toFixed(0)} ms, p95 ${quantile(late, 0.95).toFixed(0)}`;
}
