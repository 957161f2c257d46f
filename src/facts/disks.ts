import type { Fact, Parsed, RawText } from './fact.ts';
import { linesOf, unlessFailed, value, wholeNumber, withoutUndefined } from './parsed.ts';

/** A mounted file system. */
export interface Disk {
  readonly device: string;
  /** ext4, xfs, overlay, tmpfs…; absent where the tool does not tell. */
  readonly type?: string;
  /** Kibibytes. */
  readonly size: number;
  readonly used: number;
  readonly available: number;
  /** 0 to 100, as df prints it; absent where it prints `-`. */
  readonly usedPercent?: number;
  readonly mountPoint: string;
}

/** The same for inodes; file systems without a fixed number of them have size 0. */
export interface Inodes {
  readonly device: string;
  readonly size: number;
  readonly used: number;
  readonly available: number;
  readonly usedPercent?: number;
  readonly mountPoint: string;
}

/**
 *     Filesystem     Type     1024-blocks     Used Available Capacity Mounted on
 *     /dev/vda1      ext4        41152736 20384132  18867176      52% /
 */
export const disks: Fact<'disks', readonly Disk[]> = {
  id: 'disks',
  title: 'disk space',
  read: { kind: 'command', candidates: [['sh', '-c', 'df -P -k -T 2>/dev/null || df -P -k']] },
  parse: unlessFailed((raw) => parseDf(raw)),
};

/**
 *     Filesystem      Inodes IUsed   IFree IUse% Mounted on
 *     /dev/vda1      2621440 98765 2522675    4% /
 */
export const inodes: Fact<'inodes', readonly Inodes[]> = {
  id: 'inodes',
  title: 'inodes',
  read: { kind: 'command', candidates: [['df', '-P', '-i']] },
  parse: unlessFailed((raw) => parseDf(raw)),
};

const ROW = /^(.+?)\s+(?:([A-Za-z]\S*)\s+)?(\d+|-)\s+(\d+|-)\s+(-?\d+|-)\s+(\d+%|-)\s+(\/.*)$/;

function parseDf(raw: RawText): Parsed<readonly Disk[]> {
  const found: Disk[] = [];
  const unread: string[] = [];
  for (const line of linesOf(raw.stdout)) {
    if (/^Filesystem\s/.test(line)) continue;
    const row = ROW.exec(line);
    if (row === null) {
      unread.push(line);
      continue;
    }
    const [, device = '', type, size, used, available, percent = '', mountPoint = ''] = row;
    found.push(
      withoutUndefined({
        device,
        type,
        size: wholeNumber(size) ?? 0,
        used: wholeNumber(used) ?? 0,
        available: wholeNumber(available) ?? 0,
        usedPercent: wholeNumber(percent.replace('%', '')),
        mountPoint,
      }),
    );
  }
  // what df could not ask about: a stale NFS mount, a directory of another user
  return value(found, [...unread, ...linesOf(raw.stderr)]);
}
