import { EventEmitter, once } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { SlackMessage } from '../render/slack/message.ts';
import { liveMessage } from './live-message.ts';

function message(text: string): SlackMessage {
  return { text, blocks: [] };
}

function watched(gapMs: number, edit: (message: SlackMessage) => Promise<void> = async () => undefined) {
  const shown: string[] = [];
  const failures: unknown[] = [];
  const live = liveMessage(
    async (one) => {
      shown.push(one.text);
      await edit(one);
    },
    { clock: Date.now, gapMs, onFailure: (error) => failures.push(error) },
  );
  return { live, shown, failures };
}

test('what comes faster than the pace is left out, the newest is shown', async () => {
  const { live, shown } = watched(30);
  for (const stage of ['connecting', 'reading', 'trying ports']) live.show(message(stage));
  await vi.waitFor(() => expect(shown).toEqual(['trying ports']));
});

test('the end does not wait for the pace, and nothing comes after it', async () => {
  const { live, shown } = watched(60_000);
  live.show(message('reading'));
  await live.finish(message('the card'));
  live.show(message('late'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(shown).toEqual(['the card']);
});

test('the end comes after an edit that is under way', async () => {
  const order: string[] = [];
  const bell = new EventEmitter();
  const { live, shown } = watched(0, async ({ text }) => {
    if (text === 'reading') await once(bell, 'release');
    order.push(text);
  });
  live.show(message('reading'));
  await vi.waitFor(() => expect(shown).toEqual(['reading']));
  const finished = live.finish(message('the card'));
  bell.emit('release');
  await finished;
  expect(order).toEqual(['reading', 'the card']);
});

test('an edit that fails is told, and the next one is tried', async () => {
  const { live, shown, failures } = watched(0, async ({ text }) => {
    if (text === 'reading') throw new Error('Slack is away');
  });
  live.show(message('reading'));
  await vi.waitFor(() => expect(failures).toHaveLength(1));
  live.show(message('reasoning'));
  await vi.waitFor(() => expect(shown).toEqual(['reading', 'reasoning']));
});
