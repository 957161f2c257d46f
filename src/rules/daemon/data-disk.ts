import { isBelow } from '../../model/file-systems.ts';
import type { Disk } from '../../facts/disks.ts';
import type { DaemonSetup } from '../../model/daemon-setup.ts';

/** Where Docker keeps its data. */
function dataRoot(setup: DaemonSetup | undefined): string {
  const flag = setup?.flags.find(({ name }) => name === 'data-root' || name === 'graph');
  const held = flag?.value ?? setup?.file?.['data-root'] ?? setup?.file?.['graph'];
  return typeof held === 'string' ? held : '/var/lib/docker';
}

/** The disk that a complaint is about: below the path that it names, or below the data root. */
export function diskBelow(
  words: string,
  setup: DaemonSetup | undefined,
  disks: readonly Disk[],
): Disk | undefined {
  const path = /(\/[\w./-]+)[^/]*no space left/.exec(words)?.[1] ?? dataRoot(setup);
  return disks
    .filter(({ mountPoint }) => isBelow(path, mountPoint))
    .toSorted((one, other) => other.mountPoint.length - one.mountPoint.length)[0];
}
