import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { localShell } from '../ssh/local-shell.ts';
import { type RunningCommand, runToEnd } from '../ssh/running-command.ts';
import type { Command, RunOptions } from '../ssh/shell.ts';
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

/** A host whose rc files take a moment, so that what is aborted meanwhile begins all the same. */
function slowToBegin(left: string) {
  const host = { alive: false };
  const start = async (): Promise<RunningCommand> => {
    await sleep(200);
    host.alive = true;
    return {
      stdin: new PassThrough(),
      stdout: Readable.from([]),
      stderr: Readable.from([]),
      ended: new Promise(() => undefined),
      kill: async () => {
        await sleep(50);
        host.alive = left !== '';
        return left;
      },
    };
  };
  const shell = { ...localShell(), run: (_: Command, options?: RunOptions) => runToEnd(start, options) };
  return { host, shell };
}

test('what begins after it was aborted is waited for until it has ended', async () => {
  const { host, shell: slow } = slowToBegin('');
  const { shell, idle } = trackCommands(slow);
  expect(await shell.run({ argv: ['true'] }, { signal: AbortSignal.timeout(20) })).toMatchObject({
    kind: 'aborted',
  });
  const begun = performance.now();
  await idle();
  expect(performance.now() - begun).toBeGreaterThan(150);
  expect(host.alive).toBe(false);
});

test('where something lives all the same, it is not idle', async () => {
  const { shell: slow } = slowToBegin('4711');
  const { shell, idle } = trackCommands(slow);
  await shell.run({ argv: ['true'] }, { signal: AbortSignal.timeout(20) });
  const first = await Promise.race([idle().then(() => 'idle'), sleep(1_000, 'not idle')]);
  expect(first).toBe('not idle');
});
