import { say, sentences } from '../../text/say.ts';
import { startErrorRule, mountOver } from './start-error.ts';

/**
 * Seen: the container stays "Created", exit code 127, and its log is empty.
 * Why: the program of its entrypoint or command is not in the image, or not in its PATH; or a volume hides it.
 * Not seen: a script that is there and whose interpreter is missing fails later, with the text in the log.
 */
export const entrypointNotFound = startErrorRule({
  id: 'entrypoint-not-found',
  title: say`The program that a container is to run is not in its image`,
  wording:
    /exec: \\*"(?<program>[^"\\]+)\\*": (?:stat [^:]+: no such file or directory|executable file not found in \$PATH|no such file or directory)/,
  tell: ({ container }, { program = '' }) => {
    const { image, args } = container.inspect;
    const mount = mountOver(container, program);
    const command = [program, ...args].join(' ');
    const isPath = program.startsWith('/');
    return {
      title: say`${container.name} cannot start: there is no ${program} in it`,
      explanation: sentences(
        mount === undefined
          ? isPath
            ? say`Container ${container.name} is to run \`${command}\`, and its image (${image}) has no such program.`
            : say`Container ${container.name} is to run \`${command}\`, and its image (${image}) has no such program in its PATH.`
          : say`Container ${container.name} is to run \`${command}\`, and ${mount.destination}, where that would be, is covered by a mount of ${mount.source}, so whatever the image has there cannot be seen.`,
        say`Docker never got as far as starting a process, so that the log is empty; the reason stands in the container's state alone.`,
        program.includes(' ') && say`The name holds a space: a whole command line was given as one word.`,
      ),
      falsifier: say`wrong if \`docker run --rm --entrypoint ls ${image} -l ${isPath ? program : `/usr/bin/${program}`}\` lists it`,
      fix: {
        summary:
          mount === undefined
            ? say`Correct the command or entrypoint, or use an image that has the program.`
            : say`Mount to another place than ${mount.destination}, or put the program into ${mount.source}.`,
        commands: [`docker image inspect -f '{{.Config.Entrypoint}} {{.Config.Cmd}}' ${image}`],
        risk: say`The container is recreated; it never ran, so nothing is interrupted.`,
      },
      change: {
        compose: say`command: [<program>, <arguments>]`,
        run: say`(program and arguments at the end)`,
      },
    };
  },
});
