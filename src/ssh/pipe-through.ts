import { Duplex } from 'node:stream';
import { FerrymanError } from '../errors.ts';
import { say } from '../text/say.ts';
import { boundedOutput } from './bounded-output.ts';
import type { RunningCommand } from './running-command.ts';

/**
 * `Shell.pipe` for whatever can start a command; without limits, it lives until the pipe is destroyed. The pipe's
 * reading side ends when the command has ended well; else the pipe is destroyed with a `FerrymanError` (code
 * `pipe-ended`) that says what the command wrote to stderr.
 */
export function pipeThrough(command: RunningCommand): Duplex {
  const { stdin, stdout, stderr } = command;
  const errors = boundedOutput(4096);
  stderr.on('data', errors.add);
  const pipe = new Duplex({
    read: () => void stdout.resume(),
    // Where the command takes no more, its end says why.
    write: (chunk, _, written) => void stdin.write(chunk, () => written()),
    final: (ended) => void stdin.end(() => ended()),
    destroy: (error, destroyed) => {
      stdout.resume();
      void command.kill();
      destroyed(error);
    },
  });
  stdout.on('data', (chunk: Buffer) => {
    if (!pipe.destroyed && !pipe.push(chunk)) stdout.pause();
  });
  // Whoever uses the pipe hears of an error by its end; it must not end the process.
  pipe.on('error', () => {});
  void endWith(command, pipe, () => errors.text().trim());
  return pipe;
}

async function endWith(command: RunningCommand, pipe: Duplex, words: () => string): Promise<void> {
  try {
    const { code, signal } = await command.ended;
    if (pipe.destroyed) return;
    if (code === 0) {
      pipe.push(null);
      return;
    }
    const ending =
      signal === undefined
        ? say`The command ended with code ${String(code)}.`
        : say`The command ended with ${signal}.`;
    const sentence = words() || ending;
    pipe.destroy(new FerrymanError('pipe-ended', sentence, say`Run the same command on the host by hand.`));
  } catch (error) {
    pipe.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}
