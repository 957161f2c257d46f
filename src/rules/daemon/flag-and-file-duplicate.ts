import type { DaemonSetup } from '../../model/daemon-setup.ts';
import { list } from '../evidence.ts';
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
  title: 'A setting of Docker is given as a flag and in its configuration file',
  says: [
    /unable to configure the Docker daemon with file (\S+?):? .*specified both as a flag and in the configuration file: (.+)$/s,
  ],
  tell: ({ words, groups: [path = '', conflicts = ''], daemonSetup }) => {
    const names = [...conflicts.matchAll(/(?:^|, )([\w-]+): \(from flag:/g)].map(([, name = '']) => name);
    return {
      ...wordsFor(names, path, daemonSetup),
      explanation: `${explain(names, path, daemonSetup)} Docker said: ${words}.`,
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
      explanation: explain(names, daemonSetup.filePath, daemonSetup),
      falsifier: `\`dockerd --validate\` with the unit's flags accepts the configuration`,
    };
  },
});

function wordsFor(names: readonly string[], path: string, setup: DaemonSetup | undefined) {
  const named = list(names.map((name) => `\`${name}\``));
  const flags = setup?.flags.filter(({ name }) => names.includes(name)) ?? [];
  const places = [...new Set(flags.map(({ writtenIn }) => writtenIn))];
  return {
    title: `${named} ${names.length === 1 ? 'is' : 'are'} set twice, in ${path} and ${places.length === 0 ? 'by a flag' : `in ${list(places)}`}`,
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
    falsifier: 'the flag or the key is not there any more',
    fix: {
      summary: `Keep ${named} in one place only: take it out of ${path}, or the flag out of ${places.length === 0 ? 'the unit' : list(places)}.`,
      commands: [
        `cp -a ${path} ${path}.bak`,
        `# take ${names.join(', ')} out of ${path}`,
        ...(places.some((place) => place.endsWith('.service') || place.endsWith('.conf')) &&
        names.includes('hosts')
          ? [
              '# or, to keep `hosts` in the file: systemctl edit docker, with an empty ExecStart= and then ExecStart=/usr/bin/dockerd',
              'systemctl daemon-reload',
            ]
          : []),
      ],
    },
  };
}

function explain(names: readonly string[], path: string, setup: DaemonSetup | undefined): string {
  return names
    .map((name) => {
      const flag = setup?.flags.find((one) => one.name === name);
      const where = flag === undefined ? 'as a flag' : `as the flag \`${flag.written}\` in ${flag.writtenIn}`;
      return `\`${name}\` is given ${where} and in ${path}. Docker does not choose between two places, even where both say the same, and ends.`;
    })
    .join(' ');
}
