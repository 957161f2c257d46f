import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { localShell } from '../ssh/local-shell.ts';
import { trackCommands } from './track-commands.ts';

test('is idle only when every command has ended, whoever still waits for it', async () => {
  const { shell, idle } = trackCommands(localShell());
  const stop = new AbortController();
  const { signal } = stop;
  let ended = 0;
  const count = () => {
    ended += 1;
  };
  // Neither heeds the first signal, so that killing them takes a second.
  const stubborn = ['sh', '-c', 'trap "" TERM; sleep 20 & wait; sleep 20'] as const;
  void shell.run({ argv: stubborn }, { signal }).then(count);
  const stream = await shell.stream({ argv: stubborn }, { signal });
  void stream.done.then(count, count);
  await sleep(200);
  stop.abort();
  expect(ended).toBe(0);
  await idle();
  expect(ended).toBe(2);
  await shell.close();
});

test('is idle at once where nothing runs', async () => {
  const { shell, idle } = trackCommands(localShell());
  await shell.run({ argv: ['true'] });
  const begun = performance.now();
  await idle();
  expect(performance.now() - begun).toBeLessThan(500);
});
