import { shellWord } from '../shell-word.ts';
import { startErrorRule, mountOver } from './start-error.ts';

/**
 * Seen: the container stays "Created", exit code 126, and its log is empty.
 * Why: the program of its entrypoint is there and may not be executed: no x bit, a directory, or a mount with noexec.
 * Not seen: which of these; SELinux gives the same words.
 */
export const entrypointNotExecutable = startErrorRule({
  id: 'entrypoint-not-executable',
  title: 'The program that a container is to run may not be executed',
  wording: /exec: \\*"(?<program>[^"\\]+)\\*": (?:stat [^:]+: )?(?<what>permission denied|is a directory)/,
  tell: ({ container }, { program = '', what = '' }) => {
    const { image } = container.inspect;
    const mount = mountOver(container, program);
    return {
      title: `${container.name} cannot start: ${program} ${what === 'is a directory' ? 'is a directory' : 'may not be executed'}`,
      explanation: `Container ${container.name} is to run ${program}. It is there, but ${what === 'is a directory' ? 'a directory is no program' : 'the kernel refuses to execute it: the file lacks the x bit, is a directory, or lies on a file system mounted with noexec'}. ${mount === undefined ? `It comes from the image ${image}; COPY keeps the mode that the file had where the image was built.` : `It comes from ${mount.source} on the host, mounted to ${mount.destination}.`} Docker never started a process, so the log is empty.`,
      falsifier: `wrong if \`${mount === undefined ? `docker run --rm --entrypoint ls ${image} -ld ${program}` : `ls -ld ${mount.source}`}\` shows a file with x for everybody`,
      fix: {
        summary:
          mount === undefined
            ? 'Set the x bit in the image and build it again.'
            : 'Set the x bit of the file on the host.',
        commands:
          mount === undefined
            ? [`# Dockerfile:  RUN chmod +x ${program}   (or COPY --chmod=755)`]
            : [
                `chmod +x ${shellWord(mount.source)}   # the file itself, then docker start ${container.name}`,
              ],
        risk: 'It never ran, so nothing is interrupted.',
      },
      ...(mount === undefined && {
        change: { compose: 'image: <the new image>', run: '(the new image)' },
      }),
    };
  },
});
