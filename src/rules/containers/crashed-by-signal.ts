import { say, type Said } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { crashedByItself } from './crash-lines.ts';
import { failedByItself } from './log-cause.ts';
import { describeEnd, failure, troubledContainers } from './trouble.ts';

const SIGNALS: Readonly<Record<number, readonly [name: string, meaning: Said]>> = {
  132: [
    'SIGILL',
    say`it came upon an instruction that this processor does not have; after a move to another machine type that is the first thing to think of`,
  ],
  134: [
    'SIGABRT',
    say`it found itself in a state that must not be and aborted; its last words may say which`,
  ],
  135: [
    'SIGBUS',
    say`it reached for memory behind the end of a mapped file, or for a disk that gave an error`,
  ],
  136: ['SIGFPE', say`a calculation that has no result, such as a whole number divided by zero`],
  139: [
    'SIGSEGV',
    say`it reached for memory that is not its own: a mistake in native code, or a library that does not fit`,
  ],
};

/**
 * Seen: exit code 139, 134, 132, 135 or 136; the log just stops, or ends with "Segmentation fault".
 * Why: the kernel ended the process for what it did: 128 plus the number of the signal.
 * Not seen: a process 1 that sends such a signal to itself ignores it; and .NET's own codes of that size come with a text that
 * other rules know.
 */
export const crashedBySignal = defineRule({
  id: 'crashed-by-signal',
  title: say`A container’s main process was ended by the kernel for what it did`,
  rank: 'general',
  needs: ['containers', 'question'],
  wants: ['logs', 'kernelLog', 'bootTime'],
  evaluate: (views) =>
    troubledContainers(views).flatMap((trouble): Finding[] => {
      const { container, end, lines, loops } = trouble;
      const signal = SIGNALS[end?.exitCode ?? 0];
      if (signal === undefined || !failedByItself(trouble) || crashedByItself(trouble)) return [];
      const [name, meaning] = signal;
      const ended = (end?.endedAt ?? Number.NaN) / 1000 - (views.bootTime ?? Number.NaN);
      const kernel = (views.kernelLog ?? []).filter(
        ({ text, seconds }) =>
          /segfault at|trap invalid opcode|general protection|traps: /.test(text) &&
          Math.abs((seconds ?? Number.NaN) - ended) < 5,
      );
      return [
        failure(trouble, {
          title: loops
            ? say`${container.name} crashes over and over: its process was ended by ${name}`
            : say`${container.name} crashed: its process was ended by ${name}`,
          explanation: say`The main process of container ${container.name} was ended by the kernel with signal ${name}${describeEnd(trouble)}: ${meaning}. That happens inside the program or its native libraries, not in Docker or the network.`,
          quoted: lines.slice(-6),
          evidence:
            kernel.length > 0 ? [{ source: 'dmesg', lines: kernel.slice(-2).map(({ text }) => text) }] : [],
          falsifier: say`wrong if \`${`docker inspect -f '{{.State.ExitCode}}' ${container.name}`}\` is not ${end?.exitCode ?? ''} after it ended`,
          fix: {
            summary:
              name === 'SIGILL'
                ? say`Compare the processor flags with those of the old machine; build for a plainer processor, or take a machine type that has them.`
                : say`Take a core dump to whoever owns the program; try the version that ran before.`,
            commands: [
              name === 'SIGILL'
                ? 'grep -m 1 flags /proc/cpuinfo'
                : `docker run --ulimit core=-1 … ${container.inspect.image}`,
              `docker logs --tail 50 ${container.name}`,
            ],
            risk: say`A core dump holds whatever the process had in memory, secrets too.`,
          },
        }),
      ];
    }),
});
