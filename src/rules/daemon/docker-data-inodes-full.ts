import { say } from '../../text/say.ts';
import { diskBelow } from './data-disk.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start for want of space, while `df` shows plenty.
 * Why: the file system below the data root has no inode left: a file system holds a fixed number of files, however small.
 * Not seen: who made them all.
 */
export const dockerDataInodesFull = defineStartFailure({
  id: 'docker-data-inodes-full',
  title: say`The disk that Docker's data lies on can hold no more files`,
  says: [/(.*no space left on device)/],
  amid: [/(.*no space left on device)/, /unknown service containerd\.\S+: not implemented/],
  tell: ({ words, containerdJournal = [], disks = [], inodes = [], daemonSetup, complaints }) => {
    const lines = [
      words,
      ...complaints,
      ...containerdJournal.slice(-60).map(({ message, error = '' }) => `${message} ${error}`),
    ];
    const said = lines.find((line) => /no space left on device/.test(line));
    const disk = said === undefined ? undefined : diskBelow(said, daemonSetup, disks);
    const nodes =
      disk === undefined ? undefined : inodes.find(({ mountPoint }) => mountPoint === disk.mountPoint);
    if (nodes === undefined || disk === undefined || nodes.size === 0 || nodes.available > 0)
      return undefined;
    return {
      title: say`${disk.mountPoint} can hold no more files`,
      subject: { kind: 'disk', name: disk.mountPoint },
      explanation: say`"No space left" here is about the number of files: all ${nodes.size} inodes of ${disk.mountPoint} are in use, while ${disk.available} KiB are free. It said: ${said?.trim() ?? words}.`,
      evidence: [
        {
          source: `df -P -i ${disk.mountPoint}`,
          lines: [
            `${nodes.device} inodes ${nodes.size} used ${nodes.used} free ${nodes.available} ${nodes.mountPoint}`,
          ],
        },
        {
          source: `df -P ${disk.mountPoint}`,
          lines: [`${disk.device} available ${disk.available} KiB ${disk.mountPoint}`],
        },
      ],
      falsifier: say`\`df -i ${disk.mountPoint}\` shows free inodes`,
      fix: {
        summary: say`Find the folder with the very many small files and empty it.`,
        commands: [`du -x --inodes --max-depth=3 ${disk.mountPoint} | sort -n | tail -n 20`],
        risk: say`Do not delete anything under overlay2 or volumes by hand.`,
      },
    };
  },
});
