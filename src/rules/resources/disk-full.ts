import type { DiskUsage } from '../../facts/disk-usage.ts';
import { fileSystemOf, fullness, type FileSystem } from '../../model/file-systems.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Text } from '../../text/say.ts';
import { shellWord } from '../shell-word.ts';
import { defineRule, type Evidence, type Finding, type Remedy } from '../rule.ts';
import { keepsDockerDown, size, victimsOf } from './no-space.ts';

/**
 * Seen: everything that writes fails in its own words: databases stop, uploads break, logins are slow, containers end.
 * Why: a file system has no room left. Often one container's log without a size limit; or a file that was deleted and that a
 * process still has open, so that `du` does not find what `df` counts.
 * Not seen: quotas, and who wrote what a long time ago. Images that are read-only by nature (snaps, CDs) are always full.
 */
export const diskFull = defineRule({
  id: 'disk-full',
  title: say`A disk is full`,
  needs: ['fileSystems'],
  wants: [
    'containers',
    'logs',
    'question',
    'symptoms',
    'attempts',
    'dockerService',
    'dockerInfo',
    'diskUsage',
  ],
  evaluate: (views) =>
    views.fileSystems
      .filter((disk) => fullness(disk) !== 'room')
      .map((disk): Finding => {
        const full = fullness(disk) === 'full';
        const victims = victimsOf(disk, views);
        const usage = usageOn(disk, views);
        const row = say`${disk.device} ${size(disk.size)}, ${size(disk.used)} used, ${size(disk.available)} available, ${disk.usedPercent ?? '-'}%`;
        return {
          severity: full || victims.names.length > 0 ? 'critical' : 'warning',
          certainty: 'proven',
          subject: { kind: 'disk', name: disk.mountPoint },
          title: full
            ? say`The disk at ${disk.mountPoint} is full (${disk.usedPercent ?? '-'} %)`
            : say`The disk at ${disk.mountPoint} is nearly full (${disk.usedPercent ?? '-'} %)`,
          explanation: sentences(
            say`The file system at ${disk.mountPoint} has ${size(disk.available)} left of ${size(disk.size)}. What has to write there fails, each program in words of its own.`,
            victims.names.length > 0 && say`${list(victims.names, 'and')} cannot write any more.`,
            culprit(usage),
          ),
          evidence: [
            { source: `df -P -k ${disk.mountPoint}`, lines: [row] },
            ...usageEvidence(usage),
            ...victims.evidence,
          ],
          falsifier: say`wrong if \`df -P ${disk.mountPoint}\` shows less than 95 %`,
          fix: makeRoom(disk, usage),
          explains: victims.explains,
          ...(keepsDockerDown(disk, views) && { behind: 'docker-data-disk-full' }),
        };
      }),
});

function usageOn(
  disk: FileSystem,
  { diskUsage, fileSystems }: Pick<Views, 'fileSystems'> & Partial<Views>,
): DiskUsage {
  const isHere = ({ path }: { path: string }) =>
    fileSystemOf(path, fileSystems)?.mountPoint === disk.mountPoint;
  return {
    files: (diskUsage?.files ?? []).filter(isHere).slice(0, 4),
    deleted: (diskUsage?.deleted ?? [])
      .filter((file) => isHere(file) && file.bytes > 1 << 20)
      .toSorted((one, other) => other.bytes - one.bytes)
      .slice(0, 3),
  };
}

const CONTAINER_LOG = /\/containers\/([0-9a-f]{12})[0-9a-f]*\/[^/]*-json\.log/;

function culprit({ files, deleted }: DiskUsage): Text | undefined {
  const [largest] = files;
  const [gone] = deleted;
  if (gone !== undefined && gone.bytes > (largest?.bytes ?? 0))
    return say`${gone.path} was deleted, and process ${gone.pid} still has it open: its ${size(gone.bytes / 1024)} come free when that process closes it or ends.`;
  if (largest === undefined) return undefined;
  const container = CONTAINER_LOG.exec(largest.path)?.[1];
  if (container !== undefined)
    return say`The largest file there is the log of container ${container} (${size(largest.bytes / 1024)}), which has no size limit.`;
  return say`The largest file there is ${largest.path} (${size(largest.bytes / 1024)}).`;
}

function usageEvidence({ files, deleted }: DiskUsage): Evidence[] {
  return [
    ...(files.length === 0
      ? []
      : [
          {
            source: say`largest files there`,
            lines: files.map(({ path, bytes }) => `${size(bytes / 1024)} ${path}`),
          },
        ]),
    ...(deleted.length === 0
      ? []
      : [
          {
            source: "ls -l /proc/*/fd | grep '(deleted)'",
            lines: deleted.map(
              ({ path, bytes, pid }) => say`${size(bytes / 1024)} ${path} (deleted), open in process ${pid}`,
            ),
          },
        ]),
  ];
}

function makeRoom({ mountPoint }: FileSystem, { files, deleted }: DiskUsage): Remedy {
  const log = files.find(({ path }) => CONTAINER_LOG.test(path))?.path;
  const [gone] = deleted;
  return {
    summary:
      log === undefined
        ? say`Find what may go from ${mountPoint}, or enlarge it.`
        : say`Empty the container's log without deleting it, then give Docker's logs a size limit.`,
    commands: [
      `du -xh --max-depth=2 ${shellWord(mountPoint)} | sort -h | tail -n 20`,
      ...(log === undefined
        ? []
        : [
            `truncate -s 0 ${shellWord(log)}`,
            say`# daemon.json:  ${'"log-opts": {"max-size": "50m", "max-file": "3"}'}, then recreate the container`,
          ]),
      ...(gone === undefined
        ? []
        : [say`# restart process ${gone.pid} (ps -p ${gone.pid}): it holds ${gone.path}, which is deleted`]),
    ],
    risk: say`Whatever is removed is gone: never volumes or anything under overlay2 by hand. Deleting a log that a process has open frees nothing; empty it instead.`,
  };
}
