import { say } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after an update; the unit ends with exit code 127 and Docker itself logs nothing.
 * Why: the program was built against another version of a shared library than the one that is installed, so the loader
 * ends it before it runs: `yum update docker` without device-mapper, a library of its own in the search path.
 * Not seen: a program that is statically linked.
 */
export const sharedLibSkew = defineStartFailure({
  id: 'shared-lib-skew',
  title: say`Docker's program does not fit a shared library of the host`,
  says: [
    /(?:relocation|symbol lookup) error: (?:.*?)symbol:? (\S+?),.*file (\S+)/,
    /(?:relocation|symbol lookup) error: (\S+): undefined symbol: (\S+)/,
    /error while loading shared libraries: (\S+?): (.+)/,
    /(\S+\.so\S*): version `?(\S+?)'? not found/,
  ],
  tell: ({ words, groups: [first = '', second = ''] }) => {
    const found = [second, first]
      .find((word) => word.includes('.so'))
      ?.split('/')
      .at(-1);
    return {
      title:
        found === undefined
          ? say`its program does not fit a shared library`
          : say`its program does not fit the installed ${found}`,
      subject: { kind: 'library', name: found ?? 'a shared library' },
      explanation: say`The loader ended dockerd before it ran (exit code 127): ${words}. Program and library come from different updates, so one of them has to be brought to the other's version.`,
      falsifier: say`\`ldd $(command -v dockerd)\` finds every library and \`dockerd --version\` prints a version`,
      fix: {
        summary:
          found === undefined
            ? say`Bring Docker and the library to versions that belong together.`
            : say`Bring ${found} and Docker to versions that belong together.`,
        commands: [
          'ldd "$(command -v dockerd dockerd-current | head -n 1)"',
          found?.startsWith('libdevmapper') === true
            ? "yum update 'device-mapper*'   # apt: apt-get install --only-upgrade libdevmapper1.02.1"
            : found === undefined
              ? say`# update the package that owns a shared library`
              : say`# update the package that owns ${found}`,
          'dockerd --version',
        ],
      },
    };
  },
});
