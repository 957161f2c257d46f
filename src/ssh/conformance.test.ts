import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fakeShell, type FakeAnswer } from '../../test/support/fake-shell.ts';
import { conform } from '../../test/support/shell-conformance.ts';
import { localShell } from './local-shell.ts';
import { readRecording } from './recording.ts';
import { recordShell, replayShell } from './replay-shell.ts';
import { HOST_PATH } from './script.ts';
import type { Command, RunOptions, Shell } from './shell.ts';

/** Says what a program of this machine says; what would hang here hangs there without a process. */
function answerLikeHere({ argv, stdin = '' }: Command): FakeAnswer | undefined {
  const [program, ...args] = argv;
  const line = args.join(' ');
  if (program === 'yes') return { stdout: `${line}\n`.repeat(50_000), hangs: true };
  if (program === 'cat' && stdin === '') return { talk: (from, to) => void from.pipe(to) };
  if (/sleep \d{6}/.test(line)) {
    const file = /touch (\S+)/.exec(line)?.[1];
    if (file !== undefined) writeFileSync(file, '');
    const counted = /^for i in ([\d ]+);/.exec(args[1] ?? '')?.[1]?.split(' ');
    const words = counted ?? /^echo (\w+)/.exec(args[1] ?? '')?.slice(1) ?? [];
    return { stdout: words.map((word) => `${word}\n`).join(''), hangs: true };
  }
  const run = spawnSync(program, args, { input: stdin, env: { PATH: HOST_PATH, LC_ALL: 'C' } });
  if (run.error && 'code' in run.error && run.error.code === 'ENOENT') return undefined;
  const signal = run.signal ?? undefined;
  return {
    stdout: run.stdout,
    stderr: run.stderr.toString(),
    code: run.status ?? 0,
    ...(signal && { signal }),
  };
}

async function replayOf(command: Command, options?: RunOptions): Promise<Shell> {
  const { shell, recording } = recordShell(localShell());
  await shell.run(command, options);
  return replayShell(readRecording(JSON.stringify(recording())));
}

/** Whatever is asked is recorded here and then replayed, by way of a file's text. */
function replayOfHere(): Shell {
  return {
    ...replayShell({ schema: 'ferryman.recording/1', label: 'here', commands: [] }),
    run: async (command, options) => (await replayOf(command, options)).run(command, options),
    stream: async (command) => (await replayOf(command, { timeoutMs: 1500 })).stream(command),
  };
}

const opened = (shell: Shell) => Promise.resolve({ shell, end: () => Promise.resolve() });

conform({ name: 'fake', open: () => opened(fakeShell({ answer: answerLikeHere })) });
conform({ name: 'replay', open: () => opened(replayOfHere()), recorded: true });
conform({ name: 'local', open: () => opened(localShell()) });
