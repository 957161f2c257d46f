import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { commands, say } from '../support/conversation.ts';
import { type Span, spansOf } from '../support/otlp.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { redisIsInstalled, startRedis, type RedisServer } from '../support/redis.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const recorded = join(checkout, 'test/hosts/app-not-listening/snapshot.json');
const yaml = `
hosts:
  web-1: { snapshot: ${recorded} }
access:
  teams: [T0FERRYMAN]
  diagnose: { everyone: true }
logLevel: debug
`;

type Line = Readonly<Record<string, unknown>>;

/** Processes take seconds to start on a busy machine. */
const patience = { timeout: 60_000 };

describe.runIf(redisIsInstalled())('bot and worker as processes of their own', () => {
  let folder: string;
  let redis: RedisServer;
  let workspace: Workspace;
  let collector: Receiver;
  let children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ferryman-telemetry-'));
    await writeFile(join(folder, 'ferryman.yaml'), yaml);
    redis = await startRedis();
    workspace = await startWorkspace({ commands });
    collector = await startReceiver(() => ({ status: 200, body: '{}' }));
  }, 60_000);
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await workspace.stop();
    await collector.stop();
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(process: 'bot' | 'worker', env: Record<string, string>) {
    const child = spawn(
      globalThis.process.execPath,
      ['--import', 'tsx', join(checkout, 'src/cli.ts'), process],
      {
        cwd: checkout,
        env: {
          PATH: globalThis.process.env['PATH'],
          HOME: folder,
          FERRYMAN_CONFIG: join(folder, 'ferryman.yaml'),
          REDIS_URL: redis.url,
          SLACK_API_URL: workspace.apiUrl,
          SLACK_BOT_TOKEN: workspace.botToken,
          SLACK_APP_TOKEN: workspace.appToken,
          ...env,
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    children.push(child);
    const log: Line[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => log.push(JSON.parse(line)));
    await expect.poll(() => log.some(({ msg }) => msg === `${process} started`), patience).toBe(true);
    const end = async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      return (await gone)[0] as unknown;
    };
    return { log, end };
  }

  test('one command is one trace and one id in the log, from Slack to the card', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' };
    const bot = await start('bot', env);
    const worker = await start('worker', env);
    await expect.poll(() => bot.log.some(({ msg }) => msg === 'watches scheduled'), patience).toBe(true);
    // The outbox has to say something of the job, and Slack's client as well.
    workspace.faults.dropReply({ method: 'chat.postMessage' });
    await say(workspace, '/diagnose web-1 30177', { timeoutMs: 60_000 });
    await expect.poll(() => worker.log.some(({ msg }) => msg === 'answered'), patience).toBe(true);
    const turnsOfDesk = () => spansOf(collector.received).filter(({ name }) => name === 'process desk');
    await expect.poll(() => turnsOfDesk().length, patience).toBeGreaterThan(1);
    expect([await bot.end(), await worker.end()]).toEqual([0, 0]);

    const asked = bot.log.find(({ msg }) => msg === 'asked');
    const { traceId, job } = asked ?? {};
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    const ofWorker = ownLines(worker.log, 'worker started', 'stopping');
    expect(ofWorker.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['job started', 'a message did not get through yet', 'answered']),
    );
    expect(ofWorker.filter((line) => line['job'] !== job || line['traceId'] !== traceId)).toEqual([]);
    const ofBot = ownLines(bot.log, 'watches scheduled', 'stopping');
    expect(ofBot.filter((line) => line['traceId'] !== traceId)).toEqual([]);

    const spans = spansOf(collector.received).filter((span) => span.traceId === traceId);
    const tree = treeOf(spans);
    expect(tree).toContain('ferryman-bot slack /diagnose > ferryman-bot add diagnose.diagnose');
    const job1 =
      'ferryman-bot slack /diagnose > ferryman-bot add diagnose.diagnose > ferryman-worker process diagnose';
    expect(tree).toContain(`${job1} > ferryman-worker reasoning`);
    expect(tree).toContain(`${job1} > ferryman-worker slack chat.postMessage`);
    expect(tree).toContain(`${job1} > ferryman-worker slack chat.update`);
    // Everything of the trace hangs together.
    expect(spans.filter(({ parentSpanId = '' }) => parentSpanId === '')).toHaveLength(1);
    const sent = collector.received.map(({ body }) => body).join('\n');
    for (const secret of [workspace.botToken, workspace.appToken, 'web-1', 'C0MIGRATION'])
      expect(sent).not.toContain(secret);
    // Housekeeping is no trace, and what repeats is a new one each time.
    const others = spansOf(collector.received).filter((span) => span.traceId !== traceId);
    const ofJobsOrSlack = /^(?:add desk\.desk|process desk|slack [a-z.A-Z]+)$/;
    expect(others.map(({ name }) => name).filter((name) => !ofJobsOrSlack.test(name))).toEqual([]);
    expect(new Set(turnsOfDesk().map((turn) => turn.traceId)).size).toBe(turnsOfDesk().length);
  }, 180_000);

  test('a collector that is gone holds up nothing', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' };
    await collector.stop();
    const bot = await start('bot', env);
    const worker = await start('worker', env);
    const begun = performance.now();
    expect(await say(workspace, '/diagnose web-1 30177', { timeoutMs: 60_000 })).toMatchObject({
      kind: 'thread',
    });
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect([await bot.end(), await worker.end()]).toEqual([0, 0]);
  }, 180_000);
});

/** What was logged between two lines, but for the turns of the desk, which are a job of its own. */
function ownLines(log: readonly Line[], from: string, to: string): Line[] {
  const index = (msg: string) => log.findIndex((line) => line['msg'] === msg);
  return log.slice(index(from) + 1, index(to)).filter(({ traceId }) => traceId !== 'desk');
}

/** Each span by its way from the root: `bot slack /diagnose > bot add diagnose.diagnose`. */
function treeOf(spans: readonly Span[]): string[] {
  const known = new Map(spans.map((span) => [span.spanId, span]));
  const wayTo = (span: Span): string => {
    const parent = known.get(span.parentSpanId ?? '');
    const name = `${span.service} ${span.name}`;
    return parent === undefined ? name : `${wayTo(parent)} > ${name}`;
  };
  return spans.map(wayTo);
}
