import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIHTTPError } from '@slack/web-api';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createLanes } from './lanes.ts';
import { createOutbox, outboxTimes } from './outbox.ts';
import { memoryOutbox } from './outbox-store.ts';
import type { Writes } from './writes.ts';

const message = { text: 'evidence', blocks: [] };
const reply = {
  id: 'C1/job-1/evidence-1',
  lane: 'C1/1.1',
  channelId: 'C1',
  threadTs: '1.1',
  since: '2026-11-23T03:00:00.000Z',
  mark: { job: 'job-1', part: 'evidence-1' },
};

/** Processes that share a store, and a Slack that does not let anybody look. */
function begin(changes: Partial<Writes> = {}, times: Partial<typeof outboxTimes> = {}) {
  const store = memoryOutbox();
  const posts: string[] = [];
  const writes: Writes = {
    find: async () => undefined,
    post: async (_, { text }, __, claim) => {
      await claim();
      await sleep(50);
      posts.push(text);
      return `2.${posts.length}`;
    },
    update: async () => undefined,
    ...changes,
  };
  const open = () =>
    createOutbox({
      store,
      writes,
      lanes: createLanes(),
      times: { ...outboxTimes, arrivesWithinMs: 0, ...times },
      clock: Date.now,
      logger: pino({ level: 'silent' }),
      closing: new AbortController().signal,
    });
  return { store, posts, open };
}

test('what is taken over and asked for again at the same time is posted once', async () => {
  const { store, posts, open } = begin();
  const text = JSON.stringify({ ...reply, version: 1, shown: 0, wanted: message });
  await store.write({ id: reply.id, lane: reply.lane, order: 1, text, heldUntil: 1 });
  const outbox = open();
  await Promise.all([outbox.takeOver(), outbox.reply(reply, message)]);
  await expect.poll(() => store.read(reply.id).then((row) => row?.heldUntil)).toBeUndefined();
  expect(posts).toEqual(['evidence']);
});

test('what takes long is not taken over by another process while it is tried', async () => {
  const waiting = new AbortController();
  const { store, open } = begin(
    { update: () => sleep(5_000, undefined, { signal: waiting.signal, ref: false }) },
    { heldMs: 100 },
  );
  const editing = open().edit({ ...reply, ts: '2.1' }, message);
  editing.catch(() => undefined);
  await sleep(500);
  expect(await store.takeOver(Date.now(), Date.now() + 100)).toEqual([]);
  waiting.abort();
  await expect(editing).rejects.toThrow('aborted');
});

test('what waits to be edited is left to the process that has something newer to say there', async () => {
  const updates: string[] = [];
  let answers = false;
  const { store, open } = begin(
    {
      update: async (_, { text }) => {
        if (!answers) throw new WebAPIHTTPError(503, 'Service Unavailable', {});
        updates.push(text);
      },
    },
    { pauseMs: 400, longestPauseMs: 400 },
  );
  const there = { ...reply, ts: '2.1' };
  const older = open().edit(there, { text: 'still there', blocks: [] });
  await expect.poll(() => store.readAt('C1/2.1')).toBeDefined();
  answers = true;
  await open().edit(there, { text: 'over', blocks: [] });
  await older;
  expect(updates).toEqual(['over']);
  expect(await store.readAt('C1/2.1')).toMatchObject({ text: expect.stringContaining('"version":2') });
});

test('a row that is damaged is left alone', async () => {
  const { store, posts, open } = begin();
  await store.write({ id: reply.id, lane: reply.lane, order: 1, text: '{"channelId":"C', heldUntil: 1 });
  await open().takeOver();
  await open().reply(reply, message);
  expect(posts).toEqual(['evidence']);
});
