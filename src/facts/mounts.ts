import type { Fact } from './fact.ts';
import { linesOf, unreadable, value } from './parsed.ts';

/** A mount as the kernel has it. */
export interface Mount {
  readonly device: string;
  readonly mountPoint: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** `/dev/vda1 / ext4 rw,relatime,errors=remount-ro 0 0` */
export const mounts: Fact<'mounts', readonly Mount[]> = {
  id: 'mounts',
  title: 'mounts',
  // Containers' own layers come by the hundred and say nothing that the disk below them does not.
  read: {
    kind: 'command',
    candidates: [
      ['sh', '-c', "grep -vE ' /\\S*/(overlay2?|aufs|containers|netns)/| /run/docker/' /proc/mounts"],
    ],
  },
  parse: (raw) => {
    const found: Mount[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const [device, mountPoint, type, options] = line.split(' ').map((word) => unescaped(word));
      if (device === undefined || mountPoint === undefined || type === undefined) unread.push(line);
      else found.push({ device, mountPoint, type, options: (options ?? '').split(',') });
    }
    return found.length === 0 ? unreadable('nothing in /proc/mounts') : value(found, unread);
  },
};

/** The kernel writes blanks as octal: `/mnt/my\040disk`. */
function unescaped(word: string): string {
  return word.replaceAll(/\\([0-7]{3})/g, (_all, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
