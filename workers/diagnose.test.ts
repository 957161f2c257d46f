import { expect, test } from 'vitest';
import { FerrymanError } from '../src/errors.ts';
import type { DiagnoseJob } from '../src/queue/diagnose-job.ts';
import type { JobProgress } from '../src/queue/job-kind.ts';
import { memoryKept } from '../src/queue/kept.ts';
import type { ActiveJob } from '../src/queue/queue.ts';
import { storyReport } from '../test/support/reports.ts';
import { everyJob, firstStart, useWorkerDesk, web1 } from '../test/support/worker-desk.ts';
import { answerDiagnose as answer, type DiagnoseDeps, giveUpDiagnose as giveUp } from './diagnose.ts';

const desk = useWorkerDesk();
const { texts } = desk;
const data: DiagnoseJob = { ...everyJob, host: 'web-1' };

function job(changes: Partial<ActiveJob<DiagnoseJob>> = {}): ActiveJob<DiagnoseJob> {
  return firstStart(data, changes);
}

function deps(changes: Partial<DiagnoseDeps> = {}): DiagnoseDeps {
  return {
    ...desk.threadDeps(),
    inventory: { hosts: [web1], refused: [] },
    diagnose: async () => ({ report: storyReport('web-1') }),
    kept: memoryKept(),
    token: 'xoxb-test',
    deadlineMs: 10_000,
    ...changes,
  };
}

test('a job that is done again, for whatever reason, leaves one card and one set of evidence', async () => {
  await answer(job(), deps());
  const once = texts();
  expect(once).toHaveLength(2);
  await answer(job({ start: 2 }), deps());
  expect(texts()).toEqual(once);
});

test('the card of a recorded host says when it was recorded', async () => {
  const recorded = { ...web1, via: { kind: 'snapshot' as const, path: 'web-1.json' } };
  await answer(job(), deps({ inventory: { hosts: [recorded], refused: [] } }));
  const [card] = desk.workspace.messages('migration');
  const at = Math.floor(Date.parse(storyReport('web-1').at) / 1000);
  expect(JSON.stringify(card)).toContain(`as recorded on <!date^${at}^`);
});

test('the card of a host that was read now says nothing of a recording', async () => {
  await answer(job(), deps());
  expect(JSON.stringify(desk.workspace.messages('migration'))).not.toContain('as recorded on');
});

test('the thread is noted for others to join and for a later start', async () => {
  const noted: JobProgress[] = [];
  await answer(job({ saveProgress: async (progress) => void noted.push(progress) }), deps());
  await expect
    .poll(() => noted.at(-1))
    .toMatchObject({
      thread: { channelId: 'C0MIGRATION', ts: desk.workspace.messages('migration')[0]?.ts },
      permalink: expect.stringContaining('/archives/C0MIGRATION/'),
    });
});

test('a host that this worker does not know ends in the thread', async () => {
  expect(await answer(job(), deps({ inventory: { hosts: [], refused: [] } }))).toEqual({
    outcome: 'not-answered',
  });
  expect(texts()).toEqual([expect.stringContaining('web-1 is not in the inventory')]);
});

test('a question that waited too long is not run late, and its thread says so', async () => {
  const asked = Date.now();
  const old = job({ data: { ...data, requestedAt: new Date(asked).toISOString() } });
  let ran = 0;
  const diagnose: DiagnoseDeps['diagnose'] = async () => {
    ran += 1;
    return { report: storyReport('web-1') };
  };
  const late = deps({ clock: () => asked + 16 * 60_000, diagnose });
  expect(await answer(old, late)).toEqual({ outcome: 'not-answered' });
  expect(texts()).toEqual([expect.stringContaining('It was asked 16 min ago')]);
  const elsewhere = { ...old, data: { ...old.data, where: { channelId: 'C0RANDOM' } } };
  expect(await answer(elsewhere, late)).toEqual({ outcome: 'not-delivered' });
  expect(desk.whispers).toHaveLength(1);
  expect(ran).toBe(0);

  await answer(old, deps({ clock: () => asked + 14 * 60_000, diagnose }));
  expect(ran).toBe(1);
});

test('evidence that Slack does not take does not bring a second diagnosis', async () => {
  const { notifier, ...rest } = deps();
  const refusing: DiagnoseDeps['notifier'] = {
    ...notifier,
    reply: () =>
      Promise.reject(new FerrymanError('slack-refused', 'Slack refused a message.', 'ferryman doctor')),
  };
  expect(await answer(job(), { ...rest, notifier: refusing })).toMatchObject({ outcome: 'answered' });
  expect(texts()).toEqual([expect.stringContaining('web-1 is faulty')]);
});

test('where the bot may not write, the person is told and the job is over', async () => {
  const elsewhere = job({ data: { ...data, where: { channelId: 'C0RANDOM' } } });
  expect(await answer(elsewhere, deps())).toEqual({ outcome: 'not-delivered' });
  expect(desk.whispers.map(({ text }) => text)).toEqual([expect.stringContaining('/invite')]);
});

test('where Slack takes nothing, the job is tried again, and the last time the person is told', async () => {
  desk.workspace.faults.rateLimit({ method: 'chat.postMessage', retryAfterSeconds: 3_600, times: Infinity });
  await expect(answer(job(), deps())).rejects.toMatchObject({ code: 'slack-rate-limited' });
  expect(desk.whispers).toEqual([]);
  await expect(answer(job({ start: 2, last: true }), deps())).rejects.toMatchObject({
    code: 'slack-rate-limited',
  });
  expect(desk.whispers.map(({ text }) => text)).toEqual([
    expect.stringContaining('web-1 was not diagnosed.'),
  ]);
});

test('a job that is taken away says nothing more: the next worker goes on in the same message', async () => {
  const gone = new AbortController();
  // Every edit is due at once.
  let now = 0;
  const given = deps({
    clock: () => (now += 60_000),
    diagnose: (_, { onStage }) => {
      onStage('connecting');
      gone.abort(new Error('the worker shuts down'));
      return new Promise(() => undefined);
    },
  });
  const running = answer(job({ signal: gone.signal }), given);
  await expect(running).rejects.toMatchObject({ code: 'job-taken-away' });
  const ts = desk.workspace.messages('migration')[0]?.ts ?? '';
  await given.notifier.permalink({ channelId: 'C0MIGRATION', ts });
  expect(texts()).toEqual(['Diagnosing web-1: waiting for a worker …']);
  expect(desk.workspace.journal.calls.map(({ method }) => method)).not.toContain('chat.update');
});

test('a job that is given up ends its thread', async () => {
  await answer(job(), deps({ diagnose: async () => ({ report: storyReport('web-1') }) }));
  const ts = desk.workspace.messages('migration')[0]?.ts ?? '';
  await giveUp(job({ progress: { thread: { channelId: 'C0MIGRATION', ts } } }), deps());
  expect(texts()[0]).toContain('Two workers ended while they diagnosed this host.');
  await giveUp(job(), deps());
  expect(desk.whispers).toHaveLength(1);
});

test('what somebody cancelled before a worker began it, or while one died, is not run', async () => {
  let ran = 0;
  const diagnose: DiagnoseDeps['diagnose'] = async () => {
    ran += 1;
    return { report: storyReport('web-1') };
  };
  const stopped = { byUserId: 'U0ANNA', at: new Date(Date.now() + 2_000).toISOString() };
  const cancelled = job({ start: 2, data: { ...data, stopped } });
  expect(await answer(cancelled, deps({ diagnose }))).toEqual({ outcome: 'cancelled' });
  expect(ran).toBe(0);
  expect(texts()).toEqual([expect.stringContaining('Cancelled by <@U0ANNA>')]);
});

test('a store that keeps nothing costs the card its buttons, not the answer', async () => {
  const kept = {
    write: () => Promise.reject(new Error('full')),
    read: () => Promise.reject(new Error('full')),
  };
  const again = job({ data: { ...data, since: 'job-0' } });
  expect(await answer(again, deps({ kept }))).toMatchObject({ outcome: 'answered' });
  const [card, evidence] = desk.workspace.messages('migration');
  expect(JSON.stringify(card?.blocks)).toContain('diagnose_again');
  expect(JSON.stringify(card?.blocks)).not.toContain('operation_');
  expect(evidence?.text).toContain('Evidence for web-1');
});
