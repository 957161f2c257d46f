import { list, say, type Said, sentences } from '../../text/say.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start after an update, or after `storage-driver` was set.
 * Why: the storage driver that the configuration names does not work here: Docker 24 and later have no aufs, 25 no
 * devicemapper and overlay; the kernel has no such file system; overlay2 cannot lie on another overlay.
 * Not seen: a driver that was not asked for but left over in the data root; that is another cause.
 */
export const storageDriverUnsupported = defineStartFailure({
  id: 'storage-driver-unsupported',
  title: say`The storage driver that Docker is to use does not work here`,
  says: [
    /error initializing graphdriver: (driver not supported|prerequisites for driver not satisfied.*|unknown driver.*|.*has been (?:deprecated and )?removed.*)/,
    /error initializing graphdriver: (?:.*) (not supported.*)/,
    /storage-driver (?:\S+) (is deprecated and has been removed.*)/,
  ],
  tell: ({ words, groups: [reason = ''], complaints, daemonSetup, dockerData }) => {
    if ([words, ...complaints].some((line) => /prior storage driver|d_type|SELinux/.test(line)))
      return undefined;
    const flag = daemonSetup?.flags.find(({ name }) => name === 'storage-driver');
    const inFile = daemonSetup?.file?.['storage-driver'];
    const driver = flag?.value ?? (typeof inFile === 'string' ? inFile : undefined);
    const place = flag?.writtenIn ?? daemonSetup?.filePath ?? '/etc/docker/daemon.json';
    const used = (dockerData?.roots ?? [])
      .flatMap(({ path, entries = [] }) => entries.map((entry) => ({ path, entry })))
      .filter(({ entry }) => DRIVERS.includes(entry));
    return {
      title:
        driver === undefined
          ? say`no storage driver works on this host`
          : say`the storage driver ${driver} does not work on this host`,
      subject: { kind: 'setting', name: 'storage-driver' },
      explanation: sentences(
        driver === undefined
          ? say`No storage driver is configured, and none that Docker tried works.`
          : say`${place} asks for the storage driver ${driver}.`,
        say`Docker says: ${reason}.`,
        why(driver),
        used.length > 0 && say`The data root holds data of ${list(used.map(({ entry }) => entry))}.`,
      ),
      evidence: [
        ...(driver === undefined
          ? []
          : [
              {
                source: `cat ${place}`,
                lines: [
                  flag === undefined ? `"storage-driver": "${driver}"` : `${flag.written} ${flag.value}`,
                ],
              },
            ]),
        ...(used.length > 0
          ? [{ source: `ls ${used[0]?.path}`, lines: used.map(({ entry }) => entry) }]
          : []),
      ],
      falsifier: say`\`grep -w overlay /proc/filesystems\` and \`dockerd --version\` show that this driver is supported here`,
      fix: {
        summary: say`Name a driver that works here (overlay2), or none.`,
        commands: [
          `cp -a ${place} ${place}.bak`,
          say`# set storage-driver to overlay2, or take it out of ${place}`,
        ],
        risk: say`Images and containers of another driver stay on disk and are not seen until that driver is back: do not delete its folder.`,
      },
    };
  },
});

export const DRIVERS = [
  'aufs',
  'btrfs',
  'devicemapper',
  'overlay',
  'overlay2',
  'fuse-overlayfs',
  'zfs',
  'vfs',
];

function why(driver: string | undefined): Said | undefined {
  if (driver === undefined) return undefined;
  if (driver === 'aufs')
    return say`aufs is in no plain kernel, and Docker 24 and later do not have it at all.`;
  if (driver === 'devicemapper' || driver === 'overlay')
    return say`Docker 25 and later do not have ${driver}.`;
  if (driver === 'btrfs' || driver === 'zfs')
    return say`${driver} works only where the data root lies on a ${driver} file system.`;
  if (driver === 'overlay2')
    return say`overlay2 needs a kernel with overlayfs, and a data root on ext4 or on xfs with d_type.`;
  return say`This Docker has no such driver.`;
}
