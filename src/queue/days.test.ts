import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedStore, redisStore } from '../../test/support/queue-stores.ts';
import type { Answered } from '../report/day.ts';
import { daysOf, keptDays } from './days.ts';
import { openQueue } from './open-queue.ts';
import type { JobQueue } from './queue.ts';
import { memoryRecords } from './records.ts';

const logger = pino({ level: 'silent' });
const at = (text: string) => Date.parse(`2026-11-${text}:00.000Z`);
const answer = (job: string, moment: string, more: Partial<Answered> = {}): Answered => ({
  job,
  at: new Date(at(moment)).toISOString(),
  afterMs: 4_000,
  withCause: true,
  ...more,
});

describe('what was done on a day', () => {
  test('is told by when it was, over midnight too', async () => {
    const days = daysOf(memoryRecords());
    for (const moment of ['22T08:59', '22T09:00', '22T23:59', '23T00:00', '23T08:59', '23T09:00'])
      await days.answered(answer(moment, moment));
    const { answers } = await days.between(at('22T09:00'), at('23T09:00'));
    expect(answers.map(({ job }) => job).toSorted()).toEqual([
      '22T09:00',
      '22T23:59',
      '23T00:00',
      '23T08:59',
    ]);
  });

  test('counts once where a worker ended at midnight and another one told it again', async () => {
    const days = daysOf(memoryRecords());
    await days.answered(answer('j1', '22T23:59', { afterMs: 5_000 }));
    await days.answered(answer('j1', '23T00:01', { afterMs: 90_000 }));
    const { answers } = await days.between(at('22T09:00'), at('23T09:00'));
    expect(answers.map(({ afterMs }) => afterMs)).toEqual([5_000]);
  });

  test('keeps of a change what it came to last', async () => {
    const days = daysOf(memoryRecords());
    const fix = { id: 'fix00001', host: 'hz-shop', reverts: false };
    await days.fixed({ ...fix, result: 'undo-failed', at: new Date(at('22T23:50')).toISOString() });
    await days.fixed({ ...fix, result: 'undone', at: new Date(at('23T00:10')).toISOString() });
    const { fixes } = await days.between(at('22T09:00'), at('23T09:00'));
    expect(fixes.map(({ result }) => result)).toEqual(['undone']);
  });

  test('takes no more room than some days of many answers, and says where there were more', async () => {
    const records = memoryRecords();
    const days = daysOf(records);
    for (let n = 0; n < 1_003; n += 1) await days.answered(answer(`j${n}`, '22T10:00'));
    expect(await days.between(at('22T00:00'), at('23T00:00'))).toMatchObject({ full: true });
    for (let day = 0; day < 40; day += 1) {
      const moment = new Date(at('23T10:00') + day * 86_400_000).toISOString();
      await days.answered({ job: `d${day}`, at: moment, afterMs: 1, withCause: false });
    }
    expect((await records.list('days')).size).toBe(keptDays);
    const { answers, full } = await days.between(at('22T00:00'), at('24T00:00'));
    expect({ answers, full }).toEqual({ answers: [], full: false });
  });
});

describe.each([embeddedStore, redisStore])('over $name', (store) => {
  let opened: Awaited<ReturnType<typeof store.open>> | undefined;
  const queues: JobQueue[] = [];
  beforeAll(async () => {
    if (!store.available) return;
    opened = await store.open();
    const { config } = opened;
    queues.push(await openQueue(config, { logger }));
    if (config.kind !== 'embedded') queues.push(await openQueue(config, { logger }));
  });
  afterAll(async () => {
    for (const queue of queues) await queue.close();
    await opened?.remove();
  });

  test.runIf(store.available)('workers that tell the same answers at once count each once', async () => {
    const each = queues.flatMap((queue) => [daysOf(queue.records), daysOf(queue.records)]);
    await Promise.all(
      each.flatMap((days) => ['a', 'b', 'c'].map((job) => days.answered(answer(job, '22T10:00')))),
    );
    const [days] = each;
    const found = await days?.between(at('22T00:00'), at('23T00:00'));
    expect(found?.answers.map(({ job }) => job).toSorted()).toEqual(['a', 'b', 'c']);
  });
});
