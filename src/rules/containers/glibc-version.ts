import { say } from '../../text/say.ts';
import { logCauseRule } from './log-cause.ts';
import { describeEnd } from './trouble.ts';

/**
 * Seen: "version `GLIBC_2.34' not found (required by …)"; the container ends at once with exit code 1.
 * Why: the program was built on a newer distribution than its image, or is mounted into an older one.
 * Not seen: the version that the image has; `ldd --version` in it says so.
 */
export const glibcVersion = logCauseRule({
  id: 'glibc-version',
  title: say`A program was built for a newer C library than its image has`,
  wording:
    /(?:(?<library>\S+): )?version [`'](?<version>GLIBC(?:XX)?_[\d.]+)' not found(?: \(required by (?<program>[^)]+)\))?/,
  neverRan: true,
  tell: (trouble, { groups: { version = '', program } }) => {
    const { container } = trouble;
    const { image, path } = container.inspect;
    const who = program ?? path;
    return {
      title: say`${container.name} ends at once: ${who} needs ${version}, which its image does not have`,
      explanation: say`${who} in container ${container.name} was built on a distribution with a newer C library than the one in its image (${image}): it asks for ${version}. The loader refuses before the program starts${describeEnd(trouble)}. The library of the host does not matter: a container sees only its own files.`,
      falsifier: say`wrong if \`docker run --rm --entrypoint ldd ${image} --version\` prints ${version.replace(/^GLIBC(XX)?_/, '')} or newer`,
      fix: {
        summary: say`Build the program on the distribution of its image, or take an image as new as the build.`,
        commands: [`docker run --rm --entrypoint ldd ${image} --version`],
        risk: say`The image is built again and the container recreated; it does not serve now.`,
      },
      change: { compose: say`image: <the new image>`, run: say`(the new image)` },
    };
  },
});
