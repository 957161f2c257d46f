import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { localShell } from './local-shell.ts';
import { readRecording, type Recording } from './recording.ts';
import { recordShell, replayShell } from './replay-shell.ts';

async function record(): Promise<Recording> {
  const { shell, recording } = recordShell(localShell());
  await shell.run({ argv: ['echo', 'one two'] });
  await shell.run({ argv: ['cat'], stdin: 'first' });
  await shell.run({ argv: ['cat'], stdin: 'second' });
  await shell.run({ argv: ['sh', '-c', 'read a < /proc/sys/kernel/random/uuid; echo $a'] });
  await shell.run({ argv: ['sh', '-c', 'read a < /proc/sys/kernel/random/uuid; echo $a'] });
  return readRecording(JSON.stringify(recording()));
}

it('answers a command by its arguments and its standard input', async () => {
  const shell = replayShell(await record());
  expect(await shell.run({ argv: ['cat'], stdin: 'second' })).toMatchObject({
    kind: 'exited',
    stdout: 'second',
  });
  expect(await shell.run({ argv: ['cat'], stdin: 'first' })).toMatchObject({ stdout: 'first' });
  expect(await text((await shell.stream({ argv: ['echo', 'one two'] })).stdout)).toBe('one two\n');
});

it('answers the same command in the recorded order, and with the last answer from then on', async () => {
  const recording = await record();
  const [first, second] = recording.commands.slice(3).map((command) => command.result.stdout);
  expect(first).not.toBe(second);
  const shell = replayShell(recording);
  const ask = async () =>
    (await shell.run({ argv: ['sh', '-c', 'read a < /proc/sys/kernel/random/uuid; echo $a'] })).stdout;
  expect([await ask(), await ask(), await ask()]).toEqual([first, second, second]);
});

it('says which command was not recorded', async () => {
  const shell = replayShell(await record());
  await expect(shell.run({ argv: ['echo', 'one', 'two'] })).rejects.toMatchObject({
    code: 'not-recorded',
    message: 'The recording of this machine holds no answer to: echo one two',
  });
  await expect(shell.run({ argv: ['cat'] })).rejects.toMatchObject({ code: 'not-recorded' });
  await expect(shell.pipe({ argv: ['cat'] })).rejects.toMatchObject({ code: 'not-recorded' });
  await expect(shell.dial('/run/docker.sock')).rejects.toMatchObject({ code: 'dial-refused' });
});

it('refuses what is no recording', () => {
  expect(() => readRecording('{"schema":"ferryman.snapshot/1"}')).toThrow('This is no recording of a shell');
  expect(() => readRecording('nonsense')).toThrow('This is no recording of a shell');
});
