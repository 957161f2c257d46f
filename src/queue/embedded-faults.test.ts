import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diagnoseJobs } from './diagnose-job.ts';
import { openQueue } from './open-queue.ts';

const logger = pino({ level: 'silent' });
let dataDir: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ferryman-queue-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  child = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

const holder = `
  import { pino } from 'pino';
  import { diagnoseJobs } from './src/queue/diagnose-job.ts';
  import { openQueue } from './src/queue/open-queue.ts';
  const logger = pino({ level: 'silent' });
  const queue = await openQueue({ kind: 'embedded', dataDir: process.argv[1] }, { logger });
  for (const host of ['a', 'b', 'c']) {
    await queue.ask(diagnoseJobs, { jobId: 'job-' + host, site: undefined, job: { host, requestedBy: { teamId: 'T1', userId: 'U1' },
      where: { channelId: 'C1' }, requestedAt: '2026-11-20T09:30:00.000Z', traceId: 't' } });
  }
  console.log('holding');
  setInterval(() => {}, 1000);
`;

async function startHolder(): Promise<ChildProcess> {
  const started = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', holder, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(createInterface({ input: started.stdout }), 'line');
  return started;
}

test('a second process is told who uses the folder, and what to do', async () => {
  child = await startHolder();
  await expect(openQueue({ kind: 'embedded', dataDir }, { logger })).rejects.toMatchObject({
    code: 'queue-folder-locked',
    message: `The queue in ${dataDir} is in use by process ${child.pid}.`,
    next: expect.stringContaining('REDIS_URL'),
  });
}, 60_000);

test('the jobs of a killed process are there for the next one, which takes its folder over', async () => {
  child = await startHolder();
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  const queue = await openQueue({ kind: 'embedded', dataDir }, { logger });
  const hosts: string[] = [];
  const worker = await queue.work(
    diagnoseJobs,
    [undefined],
    async ({ data }) => {
      hosts.push(data.host);
      return { outcome: 'answered' };
    },
    { concurrency: 1 },
  );
  await expect.poll(() => hosts).toEqual(['a', 'b', 'c']);
  await worker.drain(1_000);
  await queue.close();
}, 60_000);

test('a closed queue leaves its folder to the next process', async () => {
  const first = await openQueue({ kind: 'embedded', dataDir }, { logger });
  await first.close();
  child = await startHolder();
  expect(child.exitCode).toBeNull();
}, 60_000);
