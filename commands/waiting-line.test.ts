import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { type DiagnoseJob, diagnoseJobs } from '../src/queue/diagnose-job.ts';
import { watchLine } from './waiting-line.ts';
import { drawWaitingDiagnosis } from './while-waiting.ts';

const times = { everyMs: 20, afterMs: 300, gapMs: 0 };

/** A line in which each job waits for so many milliseconds. */
function begin(waitsMs: number) {
  const begun = Date.now();
  const announced: string[] = [];
  const watching = watchLine({
    queue: {
      line: async () => (Date.now() - begun < waitsMs ? ['job-1'] : []),
      hasWorker: async () => true,
      list: async () => [],
    },
    notifier: {
      announce: async (_, { job }) => {
        announced.push(job);
        return 'shown';
      },
    },
    botToken: 'xoxb-test',
    clock: Date.now,
    logger: pino({ level: 'silent' }),
    times,
  });
  onTestFinished(() => watching.stop());
  const data: DiagnoseJob = {
    host: 'web-1',
    requestedBy: { teamId: 'T1', userId: 'U1' },
    where: { channelId: 'C1' },
    requestedAt: new Date(begun).toISOString(),
    traceId: 'trace-1',
  };
  watching.add({ kind: diagnoseJobs, draw: drawWaitingDiagnosis }, { id: 'job-1', data, site: undefined });
  return announced;
}

test('what a worker takes within the first second is never shown as queued, though it was seen in line', async () => {
  const announced = begin(200);
  await sleep(600);
  expect(announced).toEqual([]);
});

test('what waits longer is shown, once as long as its place stays the same', async () => {
  const announced = begin(500);
  await sleep(700);
  expect(announced).toEqual(['job-1']);
});
