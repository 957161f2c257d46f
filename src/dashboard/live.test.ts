import { pino } from 'pino';
import { expect, test } from 'vitest';
import { statusWith } from '../../test/support/statuses.ts';
import { type Heard, liveStatus } from './live.ts';

test('a page that takes nothing is told the newest when it does, and nothing waits for it', async () => {
  let read = 0;
  const live = liveStatus({
    gather: async () => {
      read += 1;
      return statusWith({ store: `reading ${read}` });
    },
    everyMs: 5,
    logger: pino({ level: 'silent' }),
    clock: Date.now,
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
