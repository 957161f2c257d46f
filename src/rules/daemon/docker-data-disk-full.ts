import { say, sentences } from '../../text/say.ts';
import { diskBelow } from './data-disk.ts';
import { defineStartFailure } from './start-failure.ts';

/**
 * Seen: Docker does not start; what it says may be noise about containerd ("unknown service … not implemented").
 * Why: the disk below the data root, or below containerd's, has no byte left, so that neither can write its state.
 * Not seen: who filled it. A disk that is full while Docker runs is told by another cause.
 */
export const dockerDataDiskFull = defineStartFailure({
  id: 'docker-data-disk-full',
  title: say`The disk that Docker's data lies on is full`,
  says: [/((?:\/\S+)?.*no space left on device)/],
  amid: [/((?:\/\S+)?.*no space left on device)/, /unknown service containerd\.\S+: not implemented/],
  tell: ({ words, containerdJournal = [], disks = [], inodes = [], daemonSetup, complaints }) => {
    const lines = [
      words,
      ...complaints,
      ...containerdJournal.slice(-60).map(({ message, error = '' }) => `${message} ${error}`),
    ];
    const said = lines.find((line) => /no space left on device/.test(line));
    if (said === undefined) return undefined;
    const disk = diskBelow(said, daemonSetup, disks);
    const nodes =
      disk === undefined ? undefined : inodes.find(({ mountPoint }) => mountPoint === disk.mountPoint);
    if (nodes !== undefined && nodes.size > 0 && nodes.available === 0) return undefined;
    const place = disk?.mountPoint;
    return {
      title: place === undefined ? say`the disk below its data is full` : say`${place} is full`,
      subject: { kind: 'disk', name: place ?? 'the disk below its data' },
      explanation: sentences(
        place === undefined
          ? say`Docker and containerd write their state to the disk below its data when they start, and there is no room left.`
          : say`Docker and containerd write their state to ${place} when they start, and there is no room left.`,
        /not implemented/.test(words) &&
          say`That containerd "does not implement" something only means that its own database could not be opened for want of space.`,
        say`It said: ${said.trim()}.`,
      ),
      evidence:
        disk === undefined
          ? []
          : [
              {
                source: `df -P ${disk.mountPoint}`,
                lines: [
                  `${disk.device} size ${disk.size} used ${disk.used} available ${disk.available} ${disk.usedPercent ?? '-'}% ${disk.mountPoint}`,
                ],
              },
            ],
      falsifier: say`\`df -P ${place ?? '/var/lib/docker'}\` shows room`,
      fix: {
        summary: say`Make room without Docker: empty the largest container logs, then find out what else grew.`,
        commands: [
          `du -xh --max-depth=2 ${place ?? '/var/lib/docker'} | sort -h | tail -n 20`,
          'ls -lS /var/lib/docker/containers/*/*-json.log | head',
          say`# truncate -s 0 <the largest log>   (rm would not free it while a container runs)`,
        ],
        risk: say`An emptied log is gone. Do not delete anything under overlay2 or volumes by hand, and do not prune what nobody has looked at.`,
      },
    };
  },
});
