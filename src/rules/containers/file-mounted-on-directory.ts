import { say, sentences } from '../../text/say.ts';
import { shellWord } from '../shell-word.ts';
import { describeSource } from './bind-source.ts';
import { startErrorRule } from './start-error.ts';

/**
 * Seen: the container stays "Created", exit code 127; Docker asks "Are you trying to mount a directory onto a file (or
 * vice-versa)?".
 * Why: one side of a bind mount is a file and the other a directory. Mostly the file was missing on the host, and Docker made
 * an empty directory of its name when the container was created.
 * Not seen: what the file held; it has to be fetched from the old host or the repository.
 */
export const fileMountedOnDirectory = startErrorRule({
  id: 'file-mounted-on-directory',
  title: say`A directory is mounted onto a file of a container, or a file onto a directory`,
  wording:
    /mount(?:ing)? \\*"(?<source>[^"\\]+)\\*" to rootfs(?: \\*"[^"\\]+\\*")? at \\*"(?<target>[^"\\]+)\\*".*(?:not a directory|Are you trying to mount a directory onto a file)/s,
  tell: ({ container }, { source = '', target = '' }) => {
    // Newer runc names the place below the container's root file system.
    const { mounts } = container.inspect;
    const destination = mounts.find((mount) => mount.source === source)?.destination ?? target;
    const kind = describeSource(container, source);
    return {
      title: say`${container.name} cannot start: ${source} and ${destination} are not both files or both directories`,
      explanation: sentences(
        say`Container ${container.name} mounts ${source} of the host to ${destination}. One of them is a file and the other a directory, which cannot be mounted onto each other.`,
        kind !== undefined && say`On the host ${source} is ${kind}.`,
        say`If the file was missing when the container was created, Docker made an empty directory of that name, and goes on mounting that.`,
      ),
      evidence: kind === undefined ? [] : [{ source: `stat ${source}`, lines: [kind] }],
      falsifier: say`wrong if \`stat -c %F ${source}\` says the same kind as ${destination} is in the image`,
      fix: {
        summary: say`Put the right file at ${source} (from the old host or the repository), or mount a directory to a directory.`,
        commands: [
          `stat ${shellWord(source)}`,
          say`# if it is an empty directory: rmdir ${shellWord(source)}, put the file there, then docker start ${container.name}`,
        ],
        risk: say`rmdir removes an empty directory only. The container never ran, so nothing is interrupted.`,
      },
    };
  },
});
