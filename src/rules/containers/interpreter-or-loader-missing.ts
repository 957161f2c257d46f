import { say, sentences } from '../../text/say.ts';
import { logCauseRule } from './log-cause.ts';
import { describeEnd } from './trouble.ts';

/**
 * Seen: the log says "no such file or directory" of a file that is there; the container ends at once with exit code 1.
 * Why: the kernel means the file's interpreter: `#!/bin/bash` in an image without bash, a line end of Windows that makes it
 * `/bin/sh\r`, or the loader of another C library (a glibc binary in a musl image).
 * Not seen: which of them; the first bytes of the file tell.
 */
export const interpreterOrLoaderMissing = logCauseRule({
  id: 'interpreter-or-loader-missing',
  title: say`The interpreter or loader that a container’s program needs is not in its image`,
  wording:
    /^(?:exec (?<file>\/?\S+): no such file or directory$|standard_init_linux\.go:\d+: exec user process caused:? "?no such file or directory"?|.*container_linux\.go:\d+: .*exec user process caused.*no such file or directory)/,
  neverRan: true,
  tell: (trouble, { groups }) => {
    const { container } = trouble;
    const { path, image } = container.inspect;
    const file = groups['file'] ?? path;
    const script = /\.(?:sh|bash|py|rb|pl)$/.test(file);
    return {
      title: say`${container.name} ends at once: what ${file} needs to run is not in its image`,
      explanation: sentences(
        say`Container ${container.name} runs ${file}. That file is there, or Docker would have refused earlier with another error; the kernel's "no such file or directory" is about the interpreter or loader that the file asks for.`,
        script
          ? say`A script: the program in its first line (#!…) does not exist in the image. With line ends of Windows that program is called "/bin/sh" plus a carriage return, which exists nowhere; #!/bin/bash needs bash, which alpine and other small images lack.`
          : say`A program: the loader written into it does not exist in the image, as with a program built for glibc (Debian, Ubuntu) in an alpine image; a script without .sh may also name an interpreter that is not there, or have line ends of Windows.`,
        say`The container ends before it has done anything${describeEnd(trouble)}.`,
      ),
      falsifier: say`wrong if \`docker cp ${container.name}:${file} - | tar xO | head -c 64 | od -c\` shows a first line without \\r whose interpreter is in ${image}`,
      fix: {
        summary: say`Look at the first bytes: \\r at the end of the first line means line ends of Windows (dos2unix, or .gitattributes with eol=lf); else install the interpreter in the image or name one that it has; a glibc program needs a glibc image.`,
        commands: [
          `docker cp ${container.name}:${file} - | tar xO | head -c 64 | od -c`,
          say`# a program: docker cp ${container.name}:${file} - | tar xO > /tmp/p; readelf -l /tmp/p | grep interpreter`,
        ],
        risk: say`Reading is free of risk. The image is built again; the container never ran, so nothing is interrupted.`,
      },
      change: { compose: say`image: <the new image>`, run: say`(the new image)` },
    };
  },
});
