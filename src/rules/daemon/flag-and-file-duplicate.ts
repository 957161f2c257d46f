import type { DaemonSetup } from '../../model/daemon-setup.ts';
import { list, say, type Said, sentences } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after a key was added to daemon.json, or after an update brought a settings file of its own.
 * Why: the same setting is given twice, as a flag on dockerd's command line and in daemon.json. Docker does not choose
 * between them, even where both say the same. The flag may stand in the unit, in a drop-in or in a file that the unit reads:
 * CentOS 7 ships DOCKER_STORAGE_OPTIONS="--storage-driver overlay2 ".
 * Not seen: a flag from a wrapper script.
 */
export const flagAndFileDuplicate = defineStartFailure({
  id: 'flag-and-file-duplicate',
  title: say`A setting of Docker is given as a flag and in its configuration file`,
  says: [
    /unable to configure the Docker daemon with file (\S+?):? .*specified both as a flag and in the configuration file: (.+)$/s,
  ],
  tell: ({ words, groups: [path = '', conflicts = ''], daemonSetup }) => {
    const names = [...conflicts.matchAll(/(?:^|, )([\w-]+): \(from flag:/g)].map(([, name = '']) => name);
    return {
      ...wordsFor(names, path, daemonSetup),
      explanation: sentences(...explain(names, path, daemonSetup), say`Docker said: ${words}.`),
      subject: { kind: 'setting', name: names.join(', ') },
    };
  },
  foresee: ({ daemonSetup, dockerService }) => {
    const file = daemonSetup?.file ?? {};
    const names = [...new Set((daemonSetup?.flags ?? []).map(({ name }) => name))].filter(
      (name) => name in file && name !== 'runtimes',
    );
    if (daemonSetup === undefined || names.length === 0 || dockerService.unit === undefined) return undefined;
    return {
      ...wordsFor(names, daemonSetup.filePath, daemonSetup),
      explanation: sentences(...explain(names, daemonSetup.filePath, daemonSetup)),
      falsifier: say`\`dockerd --validate\` with the unit's flags accepts the configuration`,
    };
  },
});

function wordsFor(names: readonly string[], path: string, setup: DaemonSetup | undefined) {
  const named = list(
    names.map((name) => `\`${name}\``),
    'and',
  );
  const flags = setup?.flags.filter(({ name }) => names.includes(name)) ?? [];
  const places = [...new Set(flags.map(({ writtenIn }) => writtenIn))];
  return {
    title:
      places.length === 0
        ? names.length === 1
          ? say`${named} is set twice, in ${path} and by a flag`
          : say`${named} are set twice, in ${path} and by a flag`
        : names.length === 1
          ? say`${named} is set twice, in ${path} and in ${list(places, 'and')}`
          : say`${named} are set twice, in ${path} and in ${list(places, 'and')}`,
    evidence: [
      ...flags.map(({ written, value, writtenIn }) => ({
        source: `cat ${writtenIn}`,
        lines: [value === 'true' ? written : `${written} ${value}`],
      })),
      {
        source: `cat ${path}`,
        lines: names.map((name) => `"${name}": ${JSON.stringify(setup?.file?.[name]) ?? '…'}`),
      },
    ],
    falsifier: say`the flag or the key is not there any more`,
    fix: {
      summary:
        places.length === 0
          ? say`Keep ${named} in one place only: take it out of ${path}, or the flag out of the unit.`
          : say`Keep ${named} in one place only: take it out of ${path}, or the flag out of ${list(places, 'and')}.`,
      commands: [
        `cp -a ${path} ${path}.bak`,
        say`# take ${list(names)} out of ${path}`,
        ...(places.some((place) => place.endsWith('.service') || place.endsWith('.conf')) &&
        names.includes('hosts')
          ? [
              say`# or, to keep \`hosts\` in the file: systemctl edit docker, with an empty ExecStart= and then ExecStart=/usr/bin/dockerd`,
              'systemctl daemon-reload',
            ]
          : []),
      ],
    },
  };
}

function explain(names: readonly string[], path: string, setup: DaemonSetup | undefined): readonly Said[] {
  return names.map((name) => {
    const flag = setup?.flags.find((one) => one.name === name);
    return flag === undefined
      ? say`\`${name}\` is given as a flag and in ${path}. Docker does not choose between two places, even where both say the same, and ends.`
      : say`\`${name}\` is given as the flag \`${flag.written}\` in ${flag.writtenIn} and in ${path}. Docker does not choose between two places, even where both say the same, and ends.`;
  });
}
