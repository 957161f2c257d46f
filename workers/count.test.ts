import { pino } from 'pino';
import { expect, test } from 'vitest';
import { daysOf } from '../src/queue/days.ts';
import { memoryRecords } from '../src/queue/records.ts';
import { memoryKept } from '../src/queue/kept.ts';
import type { ApprovedFix } from '../src/report/fix.ts';
import type { Report } from '../src/report/report.ts';
import { storyReport } from '../test/support/reports.ts';
import { everyJob, firstStart, useWorkerDesk, web1 } from '../test/support/worker-desk.ts';
import { countAnswer, countDiagnosis, countFix } from './count.ts';
import { answerDiagnose, type DiagnoseDeps } from './diagnose.ts';

const desk = useWorkerDesk();
const asked = Date.parse(everyJob.requestedAt);
const logger = pino({ level: 'silent' });

function counting(clock = () => asked + 4_200) {
  const days = daysOf(memoryRecords());
  const counted = () => days.between(asked - 1_000, asked + 3_600_000);
  return { days, counted, deps: { days, logger, clock } };
}

const story = storyReport('web-1');

test.each<[string, Partial<Report>, { withCause: boolean }[]]>([
  ['a cause', {}, [{ withCause: true }]],
  ['that the host is well', { verdict: 'healthy', causes: [], symptoms: [] }, [{ withCause: false }]],
  ['a fault without a cause', { causes: [] }, []],
  [
    'something that nobody could explain',
    { verdict: 'healthy', causes: [], symptoms: [{ text: 'x', explainedBy: [] }] },
    [],
  ],
  ['that the cause is not known', { verdict: 'unknown', causes: [] }, []],
  ['that the host was not reached', { verdict: 'unreachable', causes: [] }, []],
])('an answer of %s counts for what it is', async (_, changes, expected) => {
  const { deps, counted } = counting();
  await countAnswer({ id: 'job-1', data: everyJob }, { ...story, ...changes }, deps);
  const { answers } = await counted();
  expect(answers).toEqual(
    expected.map((one) => ({
      job: 'job-1',
      at: new Date(asked + 4_200).toISOString(),
      afterMs: 4_200,
      ...one,
    })),
  );
});

test('a question that is begun anew after its worker died counts once, and again by its button not at all', async () => {
  const { days, counted } = counting();
  const deps: DiagnoseDeps = {
    ...desk.threadDeps(),
    days,
    inventory: { hosts: [web1], refused: [] },
    diagnose: async () => ({ report: story }),
    kept: memoryKept(),
    token: 'xoxb-test',
    deadlineMs: 10_000,
  };
  const data = { ...everyJob, host: 'web-1' };
  await answerDiagnose(firstStart(data), deps);
  await answerDiagnose(firstStart(data, { start: 2 }), deps);
  await answerDiagnose(firstStart({ ...data, since: 'job-1' }, { id: 'job-2' }), deps);
  const { answers } = await counted();
  expect(answers.map(({ job }) => job)).toEqual(['job-1']);
});

test('a store that takes no count keeps no answer back', async () => {
  const { deps } = counting();
  const days = { ...deps.days, answered: () => Promise.reject(new Error('the store is away')) };
  await expect(
    countAnswer({ id: 'job-1', data: everyJob }, story, { ...deps, days }),
  ).resolves.toBeUndefined();
});

test('a change counts for what it came to last', async () => {
  const { days, deps, counted } = counting();
  const fix: ApprovedFix = {
    id: 'fix00001',
    host: 'web-1',
    digest: 'x',
    method: 'bip',
    options: {},
    expiresAt: everyJob.requestedAt,
    askedBy: 'U0LIN',
    approvedBy: 'U0ANNA',
    approvedAt: everyJob.requestedAt,
  };
  await countFix(fix, { result: 'undo-failed' }, deps);
  await countFix(fix, { result: 'undone' }, deps);
  const { fixes } = await counted();
  expect(fixes).toEqual([
    {
      id: 'fix00001',
      host: 'web-1',
      result: 'undone',
      reverts: false,
      at: new Date(asked + 4_200).toISOString(),
    },
  ]);
  const { id, result, at } = fixes[0] ?? {};
  expect((await days.tries.list()).get('web-1')?.fixes).toEqual([{ id, result, at, byUserId: 'U0ANNA' }]);
});

test('a diagnosis that was asked for is known of its host, once for each asking, its button included', async () => {
  const { days, deps } = counting();
  for (const id of ['job-1', 'job-2', 'job-2']) {
    await countDiagnosis({ id, data: { ...everyJob, host: 'web-1' } }, deps);
  }
  const { diagnoses } = (await days.tries.list()).get('web-1') ?? {};
  expect(diagnoses?.map(({ job, byUserId }) => [job, byUserId])).toEqual([
    ['job-1', 'U0LIN'],
    ['job-2', 'U0LIN'],
  ]);
});
