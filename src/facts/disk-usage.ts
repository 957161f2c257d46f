import type { Argv, Fact } from './fact.ts';
import { linesOf, value, wholeNumber } from './parsed.ts';

/** What takes the room of a full file system, as far as a look at the usual places shows. */
export interface DiskUsage {
  /** The largest, by size. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Deleted, and still kept by a process that has it open. */
  readonly deleted: readonly { readonly path: string; readonly bytes: number; readonly pid: number }[];
}

/**
 * Only on a host with a full file system, for two seconds each at most: the largest files near the top of it, the logs of Docker's
 * containers, and what was deleted while a process holds it. No tree is walked to its end.
 */
const SCRIPT = `
limit=; command -v timeout >/dev/null && limit='timeout 2'
for at; do
  $limit find "$at" -xdev -maxdepth 5 -type f -size +1024k -exec ls -ldn {} + 2>/dev/null
done | sort -rnk5 | head -n 8
ls -ldn /var/lib/docker/containers/*/*-json.log 2>/dev/null | sort -rnk5 | head -n 5
$limit ls -ln /proc/[0-9]*/fd 2>/dev/null | awk '
  /^\\/proc\\// { split($0, part, "/"); pid = part[3] }
  / \\(deleted\\)$/ && !/ \\/(dev|memfd:|SYSV|proc|run|tmp\\/\\.)/ && count++ < 40 { print pid, $9 }' |
while read -r pid fd; do
  size=$(stat -L -c %s "/proc/$pid/fd/$fd" 2>/dev/null) && echo "deleted $size $pid $(readlink "/proc/$pid/fd/$fd")"
done
exit 0`;

export const askDiskUsage = (mountPoints: readonly string[]): Argv => [
  'sh',
  '-c',
  SCRIPT,
  'sh',
  ...mountPoints,
];

/**
 *     -rw-r----- 1 0 0 9437184 Nov 22 12:00 /var/lib/docker/containers/4f5e…/4f5e…-json.log
 *     deleted 5242880 812 /data/app.log (deleted)
 */
export const diskUsage: Fact<'disk-usage', DiskUsage> = {
  id: 'disk-usage',
  title: 'what fills a full disk',
  read: { kind: 'question' },
  parse: (raw) => {
    const files = new Map<string, number>();
    const deleted: { path: string; bytes: number; pid: number }[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const gone = /^deleted (\d+) (\d+) (\/.*) \(deleted\)$/.exec(line);
      const file = /^-\S+\s+\d+\s+\S+\s+\S+\s+(\d+)\s.*? (\/.*)$/.exec(line);
      if (gone !== null) deleted.push({ bytes: Number(gone[1]), pid: Number(gone[2]), path: gone[3] ?? '' });
      else if (file === null) unread.push(line);
      else files.set(file[2] ?? '', wholeNumber(file[1]) ?? 0);
    }
    const bySize = [...files].map(([path, bytes]) => ({ path, bytes }));
    return value({ files: bySize.toSorted((one, other) => other.bytes - one.bytes), deleted }, unread);
  },
};
