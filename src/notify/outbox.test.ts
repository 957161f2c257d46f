import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackMessage } from '../render/slack/message.ts';
import { startWorkspace, type Workspace } from '../workspace/workspace.ts';
import { createNotifier, type Notifier, type Place } from './notifier.ts';
import { outboxTimes } from './outbox.ts';
import { memoryOutbox, type OutboxStore } from './outbox-store.ts';

let workspace: Workspace;
let store: OutboxStore;
const open: Notifier[] = [];
const channelId = 'C0MIGRATION';
const root = { job: 'job-1', part: 'root' };

/** A process of its own; several share the store, as over Redis. */
function begin(changes: Partial<typeof outboxTimes> = {}, token = workspace.botToken): Notifier {
  const notifier = createNotifier(
    { token, apiUrl: workspace.apiUrl },
    { logger: pino({ level: 'silent' }), outbox: store, times: { ...outboxTimes, ...changes } },
  );
  open.push(notifier);
  return notifier;
}

function place(changes: Partial<Place> = {}): Place {
  return { channelId, since: new Date().toISOString(), again: false, ...changes };
}

function message(text: string): SlackMessage {
  return { text, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] };
}

const gone = () => Promise.reject(new Error('no Redis'));
const texts = () => workspace.messages('migration').map(({ text }) => text);
const calls = (method: string) => workspace.journal.calls.filter((call) => call.method === method);

beforeEach(async () => {
  workspace = await startWorkspace();
  store = memoryOutbox();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((notifier) => notifier.close()));
  await workspace.stop();
});

describe('the next process', () => {
  test('edits the message that the row names, though it may not look into the channel', async () => {
    const ts = await begin().post(place(), root, message('looking'));
    expect(await begin().post(place({ again: true }), root, message('looking again'))).toBe(ts);
    expect(texts()).toEqual(['looking again']);
    expect(calls('conversations.history')).toEqual([]);
  });

  test('looks for a post of which nobody knows whether it arrived', async () => {
    workspace.faults.dropReply({ method: 'chat.postMessage', times: Infinity });
    workspace.faults.error503({ method: 'conversations.history', times: Infinity });
    const first = begin({ patienceMs: 1_000 });
    await expect(first.post(place(), root, message('looking'))).rejects.toMatchObject({
      code: 'slack-unanswered',
    });
    workspace.faults.clear();
    // Its job begins anew, and knows nothing of the first start.
    await begin({ arrivesWithinMs: 100 }).post(place(), root, message('looking again'));
    expect(texts()).toEqual(['looking again']);
  });

  test('waits for a post of another process that may still arrive', async () => {
    workspace.faults.slow({ method: 'chat.postMessage', ms: 700 });
    const posting = begin().post(place(), root, message('looking'));
    await expect.poll(() => store.read(`${channelId}/job-1/root`)).toBeDefined();
    await begin({ arrivesWithinMs: 1_500 }).post(place({ again: true }), root, message('looking again'));
    await posting;
    expect(texts()).toEqual(['looking again']);
  });

  test('brings a card that the last one could not deliver, and the replies after it in their order', async () => {
    const first = begin({ patienceMs: 50, pauseMs: 20 });
    const ts = await first.post(place(), root, message('looking'));
    workspace.faults.error503({ times: Infinity });
    await first.edit({ channelId, ts }, message('the card'));
    const below = place({ threadTs: ts });
    await first.reply(below, { job: 'job-1', part: 'evidence-1' }, message('first'));
    await first.reply(below, { job: 'job-1', part: 'evidence-2' }, message('second'));
    await first.close();
    workspace.faults.clear();
    expect(texts()).toEqual(['looking']);
    begin().takeOver();
    await expect.poll(texts, { timeout: 5_000 }).toEqual(['the card', 'first', 'second']);
  });

  test('takes over what a process held that ended without a word, and not earlier', async () => {
    const shared = store;
    // A process that lives renews what it holds; this one does no more.
    store = { ...shared, swap: gone };
    const first = begin({ patienceMs: 50, pauseMs: 30_000, heldMs: 1_000 });
    store = shared;
    const ts = await first.post(place(), root, message('looking'));
    workspace.faults.error503({ method: 'chat.update', times: 3 });
    await first.edit({ channelId, ts }, message('the card'));
    const second = begin({ takeOverMs: 100 });
    second.takeOver();
    expect(texts()).toEqual(['looking']);
    await expect.poll(texts, { timeout: 5_000 }).toEqual(['the card']);
  });
});

test('a job that was taken for dead, and its next start, post each message once', async () => {
  const [here, there] = [begin({ arrivesWithinMs: 400 }), begin({ arrivesWithinMs: 400 })];
  const ts = await here.post(place(), root, message('the card'));
  // The first start is held up before its second reply, and so the next one is ahead of it.
  workspace.faults.rateLimit({ method: 'chat.postMessage', retryAfterSeconds: 1 });
  const parts = ['evidence-1', 'evidence-2'];
  const send = (notifier: Notifier, again: boolean) =>
    parts.map((part) =>
      notifier.reply(place({ threadTs: ts, again }), { job: 'job-1', part }, message(part)),
    );
  const first = send(here, false);
  const sameProcess = send(here, true);
  await expect.poll(() => calls('chat.postMessage').length).toBe(2);
  await Promise.all([...first, ...sameProcess, ...send(there, true)]);
  expect(texts()).toEqual(['the card', 'evidence-1', 'evidence-2']);
});

const post = (notifier: Notifier, text: string) => notifier.post(place(), root, message(text));
const announce = (notifier: Notifier, text: string) => notifier.announce(place(), root, message(text));

describe('what is announced while a job waits', () => {
  test('is one message, which the worker takes over, and nothing is announced over it', async () => {
    const [bot, worker] = [begin(), begin()];
    expect(await announce(bot, 'second in line')).toBe('shown');
    expect(await announce(bot, 'next in line')).toBe('shown');
    expect(texts()).toEqual(['next in line']);
    const ts = await post(worker, 'connecting');
    expect(await announce(bot, 'next in line')).toBe('taken');
    await worker.edit({ channelId, ts }, message('the card'));
    expect(await announce(begin(), 'next in line')).toBe('taken');
    expect(texts()).toEqual(['the card']);
  });

  test('is one message where the worker begins while it is being posted', async () => {
    workspace.faults.slow({ method: 'chat.postMessage', ms: 400 });
    const announced = announce(begin(), 'next in line');
    await expect.poll(() => store.read(`${channelId}/job-1/root`)).toBeDefined();
    await post(begin(), 'connecting');
    await announced;
    expect(texts()).toEqual(['connecting']);
  });

  // What each has read is 50 ms old when it comes to write.
  test.each([0, 25, 80])('is one message where both post at once, the bot %i ms later', async (ms) => {
    const behind = memoryOutbox();
    const read = async (id: string) => {
      const entry = await behind.read(id);
      await sleep(50);
      return entry;
    };
    store = { ...behind, read };
    const [bot, worker] = [begin(), begin()];
    const posted = post(worker, 'connecting');
    await sleep(ms);
    await announce(bot, 'next in line');
    await posted;
    expect(texts()).toEqual(['connecting']);
  });

  test('comes never after what the worker shows, however slow its edit is', async () => {
    const [bot, worker] = [begin(), begin()];
    await announce(bot, 'second in line');
    workspace.faults.slow({ method: 'chat.update', ms: 700 });
    const announced = announce(bot, 'next in line');
    await expect
      .poll(async () => (await store.read(`${channelId}/job-1/root`))?.text)
      .toContain('announcedUntil');
    const ts = await post(worker, 'connecting');
    await worker.edit({ channelId, ts }, message('the card'));
    await announced;
    expect(texts()).toEqual(['the card']);
  });

  test('is found where Slack never said that it stands there, and is not posted twice', async () => {
    workspace.faults.dropReply({ method: 'chat.postMessage' });
    expect(await announce(begin(), 'next in line')).toBe('left out');
    await post(begin({ arrivesWithinMs: 300 }), 'connecting');
    expect(texts()).toEqual(['connecting']);
  });

  test('is the worker’s within seconds where the bot died over an edit', async () => {
    await announce(begin(), 'second in line');
    workspace.faults.dropReply({ method: 'chat.update' });
    expect(await announce(begin({ editArrivesWithinMs: 400 }), 'next in line')).toBe('left out');
    await post(begin(), 'connecting');
    expect(texts()).toEqual(['connecting']);
  });

  test('holds up nobody where Slack has refused it', async () => {
    workspace.faults.rateLimit({ method: 'chat.postMessage', retryAfterSeconds: 1 });
    expect(await announce(begin(), 'next in line')).toBe('left out');
    const begun = Date.now();
    await post(begin(), 'connecting');
    expect(Date.now() - begun).toBeLessThan(2_500);
    await expect(
      begin().announce(place({ channelId: 'C0RANDOM' }), root, message('next in line')),
    ).rejects.toMatchObject({ code: 'slack-no-entry' });
  });

  test('is left to the worker where the store does not answer', async () => {
    store = { ...memoryOutbox(), read: gone };
    await expect(announce(begin(), 'next in line')).rejects.toThrow('no Redis');
    expect(texts()).toEqual([]);
  });
});

test('a root that came to nothing is not posted later: its job says when', async () => {
  const notifier = begin({ patienceMs: 300, takeOverMs: 50, heldMs: 10 });
  notifier.takeOver();
  workspace.faults.error503({ method: 'chat.postMessage', times: Infinity });
  await expect(notifier.post(place(), root, message('looking'))).rejects.toMatchObject({
    code: 'slack-unanswered',
  });
  workspace.faults.clear();
  await notifier.post(place(), { job: 'job-2', part: 'root' }, message('another'));
  expect(texts()).toEqual(['another']);
});

test('a refusal of one channel holds up no other, and no call of that channel runs into it again', async () => {
  const notifier = begin();
  workspace.faults.rateLimit({ method: 'chat.postMessage', channel: channelId, retryAfterSeconds: 1 });
  const here = ['a', 'b', 'c'].map((job) => notifier.post(place(), { job, part: 'root' }, message(job)));
  await expect.poll(() => calls('chat.postMessage').length).toBeGreaterThan(0);
  const begun = Date.now();
  await notifier.post(place({ channelId: 'C0OPS' }), root, message('elsewhere'));
  expect(Date.now() - begun).toBeLessThan(900);
  await Promise.all(here);
  expect(texts().toSorted()).toEqual(['a', 'b', 'c']);
});

test('several states of a card that wait become the last one', async () => {
  const notifier = begin();
  const ts = await notifier.post(place(), root, message('looking'));
  workspace.faults.rateLimit({ method: 'chat.update', retryAfterSeconds: 1 });
  const thread = { channelId, ts };
  await Promise.all(['pending', 'asked again', 'undone'].map((text) => notifier.edit(thread, message(text))));
  expect(texts()).toEqual(['undone']);
  // One that Slack refused, and the one that says all.
  expect(calls('chat.update').filter(({ fault }) => fault === undefined)).toHaveLength(1);
});

test('what only shows progress is left out where Slack takes no more edits, and a card is not', async () => {
  const notifier = begin();
  const threads = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => ({
      channelId,
      ts: await notifier.post(place(), { job: `job-${index}`, part: 'root' }, message('looking')),
    })),
  );
  const passing = await Promise.all(
    threads.map((thread) => notifier.edit(thread, { ...message('reading'), passing: true })),
  );
  const leftOut = passing.filter((outcome) => outcome === 'left out').length;
  // Slack's tier 3: about fifty a minute. A minute or six seconds may begin in between.
  expect(leftOut).toBeGreaterThanOrEqual(100 - 2 * (25 + 2));
  await Promise.all(threads.map((thread) => notifier.edit(thread, message('the card'))));
  expect(new Set(texts())).toEqual(new Set(['the card']));
});

test('processes that share a store share the edits that Slack takes', async () => {
  const counts = new Map<string, number>();
  store = {
    ...memoryOutbox(),
    count: async (key) => {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return counts.get(key) ?? 0;
    },
  };
  const [one, other] = [begin(), begin()];
  const ts = await one.post(place(), root, message('looking'));
  const edit = (notifier: Notifier) =>
    notifier.edit({ channelId, ts }, { ...message('reading'), passing: true });
  for (let turn = 0; turn < 13; turn += 1) {
    await edit(one);
    await edit(other);
  }
  // Twenty-five of this minute, of which the cards are counted as well, and then two.
  expect([await edit(one), await edit(other)]).toEqual([undefined, 'left out']);
});

test('a message gets through while the store does not answer', async () => {
  store = {
    read: gone,
    readAt: gone,
    write: gone,
    swap: gone,
    takeOver: gone,
    undelivered: gone,
    count: gone,
  };
  const notifier = begin();
  notifier.takeOver();
  workspace.faults.dropReply({ method: 'chat.postMessage' });
  const ts = await notifier.post(place(), root, message('looking'));
  await notifier.edit({ channelId, ts }, { ...message('reading'), passing: true });
  await notifier.edit({ channelId, ts }, message('the card'));
  expect(texts()).toEqual(['the card']);
});
