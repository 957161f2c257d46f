import { isBelow } from '../../model/file-systems.ts';
import type { FstabDevice } from '../../facts/fstab-devices.ts';
import type { KernelLogLine } from '../../facts/kernel-log.ts';
import type { Mount } from '../../facts/mounts.ts';
import { list, say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';

/**
 * Seen: "Read-only file system" from programs that wrote there a moment ago; databases stop; SSH still works.
 * Why: the disk did not answer or gave back nonsense, and the kernel protects what is left: ext4 mounts itself read-only, XFS shuts down.
 * Sources of the sentences: kubernetes/node-problem-detector, config/kernel-monitor.json; fs/ext4/super.c; fs/xfs/xfs_fsops.c.
 * Not seen: the state of the cloud's disk. What was mounted read-only on purpose left no such line; an old line of a file system that
 * is written to now is history.
 */
export const ioErrorOrReadonlyRemount = defineRule({
  id: 'io-error-or-readonly-remount',
  title: say`A disk failed, and its file system takes no more writes`,
  needs: ['mounts'],
  wants: ['kernelLog', 'containers', 'fstabDevices'],
  evaluate: ({ mounts, kernelLog, containers = [], fstabDevices = [] }) => {
    if (kernelLog === undefined) {
      const odd = mounts.find((mount) => isReadOnlyAgainstFstab(mount, fstabDevices));
      if (odd === undefined) return [];
      const because = say`${odd.mountPoint} is read-only, and the kernel's log could not be read`;
      return { kind: 'could-not-look', because };
    }
    return mounts
      .filter(
        ({ device }, index) =>
          device.startsWith('/dev/') && mounts.findIndex((one) => one.device === device) === index,
      )
      .flatMap((mount): Finding[] => {
        const lines = linesAbout(mount, kernelLog);
        const stopped = lines.findLast(({ text }) => STOPPED.test(text));
        if (stopped === undefined || !isStill(mount, stopped, lines)) return [];
        const { mountPoint, device, type } = mount;
        const inside = containers.filter(({ inspect }) =>
          inspect.mounts.some(({ source }) => isBelow(source, mountPoint)),
        );
        return [
          {
            severity: 'critical',
            certainty: 'proven',
            subject: { kind: 'disk', name: mountPoint },
            title: say`The file system at ${mountPoint} takes no more writes: its disk ${device} failed`,
            explanation: sentences(
              type.startsWith('xfs')
                ? say`The kernel met errors on ${device} and shut its file system down, to protect what is on it.`
                : say`The kernel met errors on ${device} and made its file system read-only, to protect what is on it.`,
              say`Everything that writes to ${mountPoint} fails from that moment on.`,
              inside.length > 0 && say`Containers with files there: ${list(inside.map(({ name }) => name))}.`,
            ),
            evidence: [
              { source: 'dmesg', lines: lines.slice(-4).map(({ text }) => text) },
              {
                source: `grep ' ${mountPoint} ' /proc/mounts`,
                lines: [`${device} ${mountPoint} ${type} ${mount.options.join(',')}`],
              },
            ],
            falsifier: say`wrong if \`touch ${mountPoint}/.write-test\` succeeds`,
            fix: {
              summary: say`Save what can be read, let the cloud check or replace the disk, then check the file system while it is not mounted.`,
              commands: [
                `dmesg | grep -i ${device.split('/').at(-1) ?? device}`,
                say`# with ${mountPoint} unmounted, or from a rescue system:  fsck -n ${device}   (xfs: xfs_repair -n)`,
              ],
              risk: say`Do not just remount it writable: that destroys what is still in order. A backup comes first.`,
            },
            explains: [],
          },
        ];
      });
  },
});

/** fstab wants it written to. */
function isReadOnlyAgainstFstab({ mountPoint, options }: Mount, fstab: readonly FstabDevice[]): boolean {
  const entry = fstab.find(({ target }) => target === mountPoint);
  return options.includes('ro') && entry !== undefined && !entry.options.includes('ro');
}

const STOPPED =
  /Remounting filesystem read-only|XFS \([^)]*\):? .*(?:Shutting down filesystem|Filesystem has been shut down|Log I\/O Error Detected)|Aborting journal on device|BTRFS.*forced readonly/i;

function linesAbout({ device }: Mount, kernelLog: readonly KernelLogLine[]): readonly KernelLogLine[] {
  const name = device.replace(/^\/dev\/(?:mapper\/)?/, '');
  const word = new RegExp(
    String.raw`(?:^|[\s(\[,])${name.replaceAll(/[^\w]/g, String.raw`\$&`)}(?:[\s)\]:,-]|$)`,
  );
  return kernelLog.filter(
    ({ text }) => /error|XFS|EXT4|BTRFS|journal|remount/i.test(text) && word.test(text),
  );
}

/** ext4 says so by its options; XFS stays `rw`, and a later mount of it ends the matter. */
function isStill(mount: Mount, stopped: KernelLogLine, lines: readonly KernelLogLine[]): boolean {
  const later = lines.slice(lines.indexOf(stopped) + 1);
  if (later.some(({ text }) => /Ending clean mount|mounted filesystem|re-mounted/i.test(text))) return false;
  return mount.type === 'xfs' || mount.options.includes('ro') || mount.options.includes('shutdown');
}
