import { PassThrough, type Duplex } from 'node:stream';
import { FerrymanError } from '../errors.ts';
import { say } from '../text/say.ts';
import { sameCommand, type Recording } from './recording.ts';
import type { Command, CommandResult, Shell } from './shell.ts';

/**
 * A shell that writes down what the other one says to `run`. What streams, pipes and sockets carry is not recorded.
 */
export function recordShell(shell: Shell): { shell: Shell; recording: () => Recording } {
  const commands: Recording['commands'] = [];
  return {
    recording: () => ({ schema: 'ferryman.recording/1', label: shell.label, commands: [...commands] }),
    shell: {
      label: shell.label,
      async run(command, options) {
        const result = await shell.run(command, options);
        const { argv, stdin } = command;
        commands.push({ argv: [...argv], ...(stdin === undefined ? {} : { stdin }), result });
        return result;
      },
      stream: (command, options) => shell.stream(command, options),
      dial: (path) => shell.dial(path),
      pipe: (command) => shell.pipe(command),
      close: () => shell.close(),
    },
  };
}

/**
 * A recorded host. The same command (arguments and standard input) gets the recorded results in order, the last one
 * again and again; any other is a `FerrymanError` (code `not-recorded`).
 */
export function replayShell(recording: Recording): Shell {
  const left = recording.commands.slice();
  const answer = (command: Command): CommandResult => {
    const at = left.findIndex((one) => sameCommand(one, command));
    const found = left[at];
    if (!found) throw notRecorded(recording.label, command.argv.join(' '));
    if (left.some((one, index) => index > at && sameCommand(one, command))) left.splice(at, 1);
    return found.result;
  };
  return {
    label: recording.label,
    run: async (command) => answer(command),
    async stream(command) {
      const result = answer(command);
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      stdout.end(result.stdout);
      stderr.end(result.stderr);
      return {
        stdout,
        stderr,
        done: Promise.resolve({
          code: result.kind === 'exited' ? result.code : undefined,
          signal: result.kind === 'signalled' ? result.signal : undefined,
          timedOut: result.kind === 'timed-out',
        }),
        destroy() {
          stdout.destroy();
          stderr.destroy();
        },
      };
    },
    dial: (path) => noSockets(recording.label, path),
    pipe: async (command) => {
      throw notRecorded(recording.label, command.argv.join(' '));
    },
    close: () => Promise.resolve(),
  };
}

function notRecorded(label: string, what: string): FerrymanError {
  return new FerrymanError(
    'not-recorded',
    say`The recording of ${label} holds no answer to: ${what.slice(0, 200)}`,
    say`Record the host again with this command.`,
  );
}

async function noSockets(label: string, path: string): Promise<Duplex> {
  throw new FerrymanError(
    'dial-refused',
    say`A recording of ${label} has no sockets, so ${path} cannot be connected to.`,
    say`Ask the host itself.`,
  );
}
