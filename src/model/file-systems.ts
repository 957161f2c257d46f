import type { Disk, Inodes } from '../facts/disks.ts';
import type { Mount } from '../facts/mounts.ts';

/** A mounted file system that files can be written to. */
export interface FileSystem extends Disk {
  readonly inodes?: Inodes;
}

/** Full by nature: images that are read, never written. */
const IMAGES = new Set([
  'squashfs',
  'iso9660',
  'udf',
  'erofs',
  'cramfs',
  'romfs',
  'fuse.snapfuse',
  'fuse.squashfuse',
]);

/** What the system makes for itself; and the layers of containers, whose numbers are those of the disk below. */
const OWN =
  /^\/(?:proc|sys|snap|run\/credentials|run\/host)(?:\/|$)|^\/dev(?:$|\/(?!shm))|\/(?:overlay2?|aufs|containers|overlayfs)\//;

/** One of each: a file system that is mounted in several places is told by its shortest. */
export function fileSystemsOf(
  disks: readonly Disk[],
  inodes: readonly Inodes[],
  mounts: readonly Mount[],
): readonly FileSystem[] {
  const found = new Map<string, FileSystem>();
  const sorted = disks.toSorted((one, other) => one.mountPoint.length - other.mountPoint.length);
  for (const disk of sorted) {
    const mount = mounts.findLast(({ mountPoint }) => mountPoint === disk.mountPoint);
    if (OWN.test(disk.mountPoint) || IMAGES.has(mount?.type ?? disk.type ?? '')) continue;
    if (mount?.options.includes('ro') === true || disk.size === 0) continue;
    const key = disk.type === 'tmpfs' ? disk.mountPoint : `${disk.device} ${disk.size} ${disk.used}`;
    const nodes = inodes.find(({ mountPoint }) => mountPoint === disk.mountPoint);
    if (!found.has(key)) found.set(key, { ...disk, ...(nodes !== undefined && { inodes: nodes }) });
  }
  return [...found.values()];
}

/** The file system on which a path lies: the longest mount point above it. */
export function fileSystemOf<Of extends { readonly mountPoint: string }>(
  path: string,
  all: readonly Of[],
): Of | undefined {
  return all
    .filter(({ mountPoint }) => isBelow(path, mountPoint))
    .toSorted((one, other) => other.mountPoint.length - one.mountPoint.length)[0];
}

/** The folder itself, too. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}

/** Kibibytes. Of a large disk five per cent are room enough for days. */
const PLENTY = 5 * 1024 * 1024;

/** `full`: nothing more can be written, or next to nothing. `nearly`: little is left. */
export function fullness({
  usedPercent,
  available,
}: Pick<Disk, 'usedPercent' | 'available'>): 'full' | 'nearly' | 'room' {
  if (usedPercent === undefined || usedPercent < 95 || available > PLENTY) return 'room';
  return usedPercent >= 99 || available < 1024 ? 'full' : 'nearly';
}
