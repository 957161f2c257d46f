import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openQueue } from '../../src/queue/open-queue.ts';
import { watchJobs } from '../../src/queue/watch-job.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { commands, roots, say, textOf, threads } from '../support/conversation.ts';
import { redisIsInstalled, startRedis, type RedisServer } from '../support/redis.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const yaml = `
hosts:
  web-1: { local: true }
access:
  teams: [T0FERRYMAN]
  diagnose: { everyone: true }
  logs: { everyone: true }
logLevel: info
`;
const answered = [expect.stringContaining("Docker's bridge"), expect.stringContaining('ip route get')];

/** What a process logs, growing. */
function linesOf(child: ChildProcess): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  if (child.stderr === null) throw new Error('piped by whoever started it');
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(JSON.parse(line)));
  return lines;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const gone = once(child, 'exit');
  child.kill(signal);
  const [code] = await gone;
  return code;
}

/** Processes take seconds to start on a busy machine. */
const patience = { timeout: 40_000 };
const slowly = { timeoutMs: 60_000 };

describe.runIf(redisIsInstalled())('bot and worker as processes of their own, over Redis', () => {
  let folder: string;
  let redis: RedisServer;
  let workspace: Workspace;
  let children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ferryman-processes-'));
    await writeFile(join(folder, 'ferryman.yaml'), yaml);
    redis = await startRedis();
    workspace = await startWorkspace({ commands });
  }, 60_000);
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    children = [];
    await workspace.stop();
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function run(program: string, args: string[], env: Record<string, string> = {}): ChildProcess {
    const child = spawn(process.execPath, ['--import', 'tsx', join(checkout, program), ...args], {
      cwd: checkout,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        FERRYMAN_CONFIG: join(folder, 'ferryman.yaml'),
        REDIS_URL: redis.url,
        SLACK_API_URL: workspace.apiUrl,
        SLACK_BOT_TOKEN: workspace.botToken,
        SLACK_APP_TOKEN: workspace.appToken,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  }

  async function startBot() {
    const child = run('src/cli.ts', ['bot']);
    const log = linesOf(child);
    await expect.poll(() => log.some(({ msg }) => msg === 'bot started'), patience).toBe(true);
    return { child, log };
  }

  async function startWorker() {
    const child = run('test/support/held-worker.ts', [folder]);
    if (child.stdout === null) throw new Error('piped above');
    await once(createInterface({ input: child.stdout }), 'line');
    return child;
  }

  function letGo() {
    return writeFile(join(folder, 'go'), '');
  }

  async function starts(): Promise<number> {
    return (await readdir(folder)).filter((name) => name.startsWith('started-')).length;
  }

  test('a question goes from one to the other, and one id ties their log lines together', async () => {
    const { log } = await startBot();
    const worker = linesOf(await startWorker());
    await letGo();
    expect(await say(workspace, '/diagnose web-1 30003', slowly)).toMatchObject({ text: answered });
    const asked = log.find(({ msg }) => msg === 'asked');
    expect(asked).toMatchObject({ host: 'web-1', traceId: expect.stringMatching(/./) });
    await expect
      .poll(() => worker.find(({ msg }) => msg === 'answered'), patience)
      .toMatchObject({ traceId: asked?.['traceId'], job: asked?.['job'], verdict: 'faulty' });
  }, 90_000);

  test('a worker that is killed is replaced by another, and the thread stays one', async () => {
    await startBot();
    const first = await startWorker();
    const said = say(workspace, '/diagnose web-1 30003', slowly);
    await expect.poll(starts, patience).toBe(1);
    await workspace.waitFor((now) => roots(now, 'migration').length === 1, 20_000);
    await end(first, 'SIGKILL');
    await letGo();
    await startWorker();
    await said;
    expect(threads(workspace, 'migration')).toEqual([answered]);
    expect(await starts()).toBe(2);
  }, 90_000);

  test('a log that is followed by a worker that is killed is followed on by another, and its message ends', async () => {
    await startBot();
    const first = await startWorker();
    await say(workspace, '/logs topapi follow 8s', slowly);
    const followed = () => workspace.messages('migration').filter(({ text }) => text.startsWith('Following'));
    const shown = () => followed().map((message) => textOf(message).join('\n'));
    await expect.poll(shown, patience).toEqual([expect.stringContaining(`line for ${first.pid}`)]);
    await end(first, 'SIGKILL');
    expect(followed()[0]?.text).toContain('so far');
    const second = await startWorker();
    await expect
      .poll(shown, patience)
      .toEqual([
        expect.stringMatching(new RegExp(`line for ${second.pid}[^]*⏹ Ended after \\d+[^]*: 1 new line`)),
      ]);
  }, 90_000);

  test('a job under which two workers died is not tried a third time, and its thread says so', async () => {
    await startBot();
    const first = await startWorker();
    await workspace.slash({ command: '/diagnose', text: 'web-1 30003' });
    await expect.poll(starts, patience).toBe(1);
    await end(first, 'SIGKILL');
    const second = await startWorker();
    await expect.poll(starts, patience).toBe(2);
    await end(second, 'SIGKILL');
    await startWorker();
    await workspace.waitFor(
      (now) =>
        threads(now, 'migration')[0]?.[0]?.includes('Two workers ended while they diagnosed this host.'),
      40_000,
    );
    expect(threads(workspace, 'migration')).toHaveLength(1);
    expect(await starts()).toBe(2);
  }, 120_000);

  test('of two workers one looks at a host, and one that is killed in the middle holds nobody up', async () => {
    const queue = await openQueue(redis.config, { logger: pino({ level: 'silent' }) });
    try {
      // Long enough that nothing here ends because its time is over.
      const job = { host: 'web-1', ports: [], whole: true, everyMs: 120_000, traceId: 't' };
      const look = (jobId: string) => queue.ask(watchJobs, { jobId, site: undefined, job });
      const outcomes = async () => {
        const ended = await queue.list(watchJobs, [undefined], { state: 'ended', most: 100 });
        return ended.map(({ id, result }) => `${id} ${result?.outcome ?? 'failed'}`).toSorted();
      };
      const workers = await Promise.all([startWorker(), startWorker()]);
      await look('a');
      await expect.poll(starts, patience).toBe(1);
      const others = Array.from({ length: 10 }, (_, i) => `b-${i}`);
      await Promise.all(others.map(look));
      const skipped = others.map((id) => `${id} skipped`);
      await expect.poll(outcomes, patience).toEqual(skipped);
      expect(await starts()).toBe(1);

      const [started = ''] = (await readdir(folder)).filter((name) => name.startsWith('started-'));
      const looking = workers.find(({ pid }) => started === `started-${pid}`);
      if (looking === undefined) throw new Error(`nobody is ${started}`);
      await end(looking, 'SIGKILL');
      await letGo();
      await expect.poll(outcomes, patience).toEqual(['a unchanged', ...skipped]);
      expect(await starts()).toBe(2);
      await look('c');
      await expect.poll(outcomes, patience).toEqual(['a unchanged', ...skipped, 'c unchanged']);
    } finally {
      await queue.close();
    }
  }, 120_000);

  test('SIGTERM lets the running job end and takes no other; the next worker does that', async () => {
    await startBot();
    const first = await startWorker();
    const said = say(workspace, '/diagnose web-1 1', slowly);
    await expect.poll(starts, patience).toBe(1);
    const ended = end(first, 'SIGTERM');
    await workspace.slash({ command: '/diagnose', text: 'web-1 2' });
    await letGo();
    await said;
    expect(await ended).toBe(0);
    // The bot may have said by now that the other one waits.
    expect(threads(workspace, 'migration')[0]).toEqual(answered);
    expect(await starts()).toBe(1);
    await startWorker();
    await workspace.waitFor((now) => threads(now, 'migration')[1]?.length === 2, 40_000);
  }, 90_000);

  test('a bot that cannot begin ends, whatever it has opened by then', async () => {
    const { port } = new URL(workspace.apiUrl);
    await writeFile(join(folder, 'ferryman.yaml'), `${yaml}dashboard: { port: ${port} }\n`);
    const [code] = await once(run('src/cli.ts', ['bot']), 'exit');
    expect(code).toBeGreaterThan(0);
  }, 60_000);

  test('a bot that is told to stop leaves Slack and ends well', async () => {
    const { child } = await startBot();
    expect(await end(child, 'SIGTERM')).toBe(0);
    await expect.poll(() => workspace.connections, patience).toBe(0);
  }, 90_000);
});

test('a bot without Redis says that it needs it, and what else there is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-processes-'));
  const workspace = await startWorkspace({ commands });
  await writeFile(join(folder, 'ferryman.yaml'), yaml);
  const bot = spawn(process.execPath, ['--import', 'tsx', join(checkout, 'src/cli.ts'), 'bot'], {
    cwd: checkout,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      FERRYMAN_CONFIG: join(folder, 'ferryman.yaml'),
      SLACK_API_URL: workspace.apiUrl,
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_APP_TOKEN: workspace.appToken,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  bot.stderr.on('data', (data: Buffer) => {
    text += data.toString();
  });
  const [code] = await once(bot, 'exit');
  expect(code).not.toBe(0);
  expect(text).toContain('A bot of its own needs Redis');
  expect(text).toContain('ferryman up');
  await workspace.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);
