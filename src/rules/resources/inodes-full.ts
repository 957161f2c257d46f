import type { FileSystem } from '../../model/file-systems.ts';
import { list, say, sentences } from '../../text/say.ts';
import { shellWord } from '../shell-word.ts';
import { defineRule, type Finding } from '../rule.ts';
import { keepsDockerDown, victimsOf } from './no-space.ts';

/**
 * Seen: "No space left on device", while `df` shows plenty of room.
 * Why: a file system has a fixed number of inodes, one for each file, and all are taken: millions of small files (sessions, cache,
 * mail queues, dangling layers).
 * Not seen: where they are. File systems without such a number (btrfs, xfs mostly) cannot have this.
 */
export const inodesFull = defineRule({
  id: 'inodes-full',
  title: say`A disk has no inodes left`,
  needs: ['fileSystems'],
  wants: ['containers', 'logs', 'question', 'symptoms', 'attempts', 'dockerService', 'dockerInfo'],
  evaluate: (views) =>
    views.fileSystems.filter(isOut).map((disk): Finding => {
      const { inodes, mountPoint } = disk;
      const victims = victimsOf(disk, views);
      const left = inodes?.available ?? 0;
      return {
        severity: left < 16 || victims.names.length > 0 ? 'critical' : 'warning',
        certainty: 'proven',
        subject: { kind: 'disk', name: mountPoint },
        title:
          left === 0
            ? say`The disk at ${mountPoint} can hold no more files: no inode is left`
            : say`The disk at ${mountPoint} can hold no more files: only ${left} inodes are left`,
        explanation: sentences(
          say`Each file takes an inode, and the file system at ${mountPoint} has a fixed number of them: ${inodes?.used ?? 0} of ${inodes?.size ?? 0} are in use. A new file fails with "No space left on device" although ${disk.usedPercent ?? 0} % of the bytes are in use only.`,
          victims.names.length > 0 && say`${list(victims.names, 'and')} cannot write any more.`,
        ),
        evidence: [
          {
            source: `df -P -i ${mountPoint}`,
            lines: [
              say`${inodes?.device ?? ''} ${inodes?.size ?? 0} inodes, ${inodes?.used ?? 0} used, ${left} free, ${inodes?.usedPercent ?? '-'}%`,
            ],
          },
          { source: `df -P ${mountPoint}`, lines: [`${disk.device} ${disk.usedPercent ?? '-'}%`] },
          ...victims.evidence,
        ],
        falsifier: say`wrong if \`df -P -i ${mountPoint}\` shows free inodes`,
        fix: {
          summary: say`Find the directory with the many small files, and remove what is stale there.`,
          commands: [
            say`${`find ${shellWord(mountPoint)} -xdev -printf '%h\\n' | sort | uniq -c | sort -n | tail`}   # takes a while`,
            say`docker image ls --filter dangling=true   # remove those with docker image rm`,
          ],
          risk: say`Whatever is removed is gone. The number of inodes of an ext4 file system cannot be raised later, only with a larger or newly made one.`,
        },
        explains: victims.explains,
        ...(keepsDockerDown(disk, views) && { behind: 'docker-data-inodes-full' }),
      };
    }),
});

/** In a tmpfs the number follows the memory, and the system's own small ones are no matter. */
function isOut({ inodes }: FileSystem): boolean {
  if (inodes === undefined || inodes.size === 0 || inodes.usedPercent === undefined) return false;
  return inodes.usedPercent >= 99 && inodes.available < Math.max(64, inodes.size / 200);
}
