import { say } from '../../text/say.ts';
import { logCauseRule } from './log-cause.ts';
import { describeEnd } from './trouble.ts';

/**
 * Seen: the log says "exec format error"; the container ends at once with exit code 1.
 * Why: the program is for another processor (an arm64 image on an amd64 host), a script without its first line `#!…`, or a file
 * that was cut short.
 * Not seen: which of them; the image's architecture tells.
 */
export const execFormatError = logCauseRule({
  id: 'exec-format-error',
  title: say`A container’s program is not one that this processor can run`,
  wording:
    /^(?:exec (?<file>\/?\S+): exec format error$|standard_init_linux\.go:\d+: exec user process caused:? "?exec format error"?|.*container_linux\.go:\d+: .*exec format error)/,
  neverRan: true,
  tell: (trouble, { groups }) => {
    const { container } = trouble;
    const { path, image } = container.inspect;
    const file = groups['file'] ?? path;
    return {
      title: say`${container.name} ends at once: ${file} is no program for this processor`,
      explanation: say`Container ${container.name} runs ${file}, and the kernel cannot tell how to run it. Either the image was built for another processor (arm64 on an amd64 host, or the reverse: built on a laptop, run on a server), or the file is a script without #!/bin/sh in its first line, or it was cut short. The container ends before it has done anything${describeEnd(trouble)}.`,
      falsifier: say`wrong if \`${`docker image inspect -f '{{.Architecture}}' ${image}`}\` is this host's (\`uname -m\`) and ${file} begins with #! or ELF`,
      fix: {
        summary: say`Get the image for this processor (docker pull --platform, docker buildx build --platform), or add the first line to the script.`,
        commands: [
          `docker image inspect -f '{{.Os}}/{{.Architecture}}' ${image}; uname -m`,
          `docker cp ${container.name}:${file} - | tar xO | head -c 20 | od -c`,
        ],
        risk: say`Reading is free of risk. The container is recreated; it never ran, so nothing is interrupted.`,
      },
      change: { compose: say`platform: linux/<architecture>`, run: say`--platform linux/<architecture>` },
    };
  },
});
