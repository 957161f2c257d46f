import { say, sentences } from '../../text/say.ts';
import { shellWord } from '../shell-word.ts';
import { startErrorRule, mountOver } from './start-error.ts';

/**
 * Seen: the container stays "Created", exit code 126, and its log is empty.
 * Why: the program of its entrypoint is there and may not be executed: no x bit, a directory, or a mount with noexec.
 * Not seen: which of these; SELinux gives the same words.
 */
export const entrypointNotExecutable = startErrorRule({
  id: 'entrypoint-not-executable',
  title: say`The program that a container is to run may not be executed`,
  wording: /exec: \\*"(?<program>[^"\\]+)\\*": (?:stat [^:]+: )?(?<what>permission denied|is a directory)/,
  tell: ({ container }, { program = '', what = '' }) => {
    const { image } = container.inspect;
    const mount = mountOver(container, program);
    const isDirectory = what === 'is a directory';
    const look =
      mount === undefined
        ? `docker run --rm --entrypoint ls ${image} -ld ${program}`
        : `ls -ld ${mount.source}`;
    return {
      title: isDirectory
        ? say`${container.name} cannot start: ${program} is a directory`
        : say`${container.name} cannot start: ${program} may not be executed`,
      explanation: sentences(
        isDirectory
          ? say`Container ${container.name} is to run ${program}. It is there, but a directory is no program.`
          : say`Container ${container.name} is to run ${program}. It is there, but the kernel refuses to execute it: the file lacks the x bit, is a directory, or lies on a file system mounted with noexec.`,
        mount === undefined
          ? say`It comes from the image ${image}; COPY keeps the mode that the file had where the image was built.`
          : say`It comes from ${mount.source} on the host, mounted to ${mount.destination}.`,
        say`Docker never started a process, so the log is empty.`,
      ),
      falsifier: say`wrong if \`${look}\` shows a file with x for everybody`,
      fix: {
        summary:
          mount === undefined
            ? say`Set the x bit in the image and build it again.`
            : say`Set the x bit of the file on the host.`,
        commands:
          mount === undefined
            ? [say`# Dockerfile:  RUN chmod +x ${program}   (or COPY --chmod=755)`]
            : [
                say`chmod +x ${shellWord(mount.source)}   # the file itself, then docker start ${container.name}`,
              ],
        risk: say`It never ran, so nothing is interrupted.`,
      },
      ...(mount === undefined && {
        change: { compose: say`image: <the new image>`, run: say`(the new image)` },
      }),
    };
  },
});
