import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { minute } from '../../test/support/incidents.ts';
import { hostOf, statusWith } from '../../test/support/statuses.ts';
import { type Heard, liveStatus } from './live.ts';

const quiet = { everyMs: 5, logger: pino({ level: 'silent' }), clock: Date.now };

test('a page hears all of it once, and then only of what is another, not of each look at a host that is well', async () => {
  let status = statusWith({ hosts: [hostOf('web-1', { seenAt: minute(1) })] });
  const live = liveStatus({ ...quiet, gather: async () => status });
  const heard: Heard[] = [];
  live.listen('en', async (one) => void heard.push(one));
  await expect.poll(() => heard.length).toBeGreaterThan(1);
  status = statusWith({ hosts: [hostOf('web-1', { seenAt: minute(2) })] });
  await expect.poll(() => heard.length).toBeGreaterThan(4);
  status = { ...status, queues: [{ kind: 'watch', running: 1, waiting: 0 }] };
  await expect.poll(() => heard.filter(({ kind }) => kind === 'status')).toHaveLength(2);
  live.stop();
  const [first, second] = heard.flatMap((one) => (one.kind === 'status' ? [Object.keys(one.content)] : []));
  expect(first).toContain('sites');
  expect(second).toEqual(['at', 'queues']);
});

test('a page that takes nothing is told the newest when it does, and nothing waits for it', async () => {
  let read = 0;
  const live = liveStatus({
    gather: async () => {
      read += 1;
      return statusWith({ store: `reading ${read}` });
    },
    ...quiet,
  });
  const heard: Heard[] = [];
  let wake: (() => void) | undefined;
  const asleep = new Promise<void>((resolve) => {
    wake = resolve;
  });
  live.listen('en', (one) => {
    heard.push(one);
    return asleep;
  });
  await expect.poll(() => read).toBeGreaterThan(5);
  expect(heard).toMatchObject([{ kind: 'status', content: { store: 'reading 1' } }]);
  wake?.();
  await expect.poll(() => heard.length).toBeGreaterThan(1);
  live.stop();
  expect(heard[1]).not.toMatchObject({ content: { store: 'reading 2' } });
});

test('a page that comes after an outage nobody watched is told of that since it looks itself', async () => {
  let now = Date.parse('2026-11-23T01:00:00.000Z');
  const live = liveStatus({ ...quiet, gather: unread, clock: () => now });
  const heard: Heard[] = [];
  const listen = () => live.listen('en', async (one) => void heard.push(one));
  const leave = listen();
  await expect.poll(() => heard.length).toBeGreaterThan(1);
  expect(heard.at(-1)).toEqual({ kind: 'trouble', since: '2026-11-23T01:00:00.000Z' });
  leave();
  await sleep(200);
  now += 3_600_000;
  const before = heard.length;
  listen();
  await expect.poll(() => heard.length).toBeGreaterThan(before);
  live.stop();
  expect(heard[before]).toEqual({ kind: 'trouble', since: '2026-11-23T02:00:00.000Z' });
});

const unread = () => Promise.reject(new Error('the store does not answer'));
