import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchEventLoop } from './event-loop.ts';

test('a process that stood still says so, and after a while that this is over', async () => {
  const watch = watchEventLoop({ standstillMs: 300, spanMs: 400 });
  await sleep(100);
  expect(watch.trouble()).toBeUndefined();
  const until = performance.now() + 500;
  while (performance.now() < until);
  await sleep(50);
  expect(watch.trouble()).toMatch(/^this process stood still for 0\.[45] s lately$/);
  await expect.poll(() => watch.trouble(), { timeout: 3_000 }).toBeUndefined();
  watch.stop();
});
