import { say, type Sayable } from '../../text/say.ts';
import type { Obstacle } from '../refusal.ts';
import type { ConfigFile, Surroundings } from '../surroundings.ts';

/** Why the file cannot be read or written, whatever is to be written into it. */
export function unusableFile({
  surroundings,
}: {
  readonly surroundings: Pick<Surroundings, 'file'>;
}): Obstacle[] {
  const reason = reasonOf(surroundings.file);
  return reason === undefined ? [] : [reason];
}

/** Where the file lies, for people. */
export function placeOf({ path, target }: Pick<ConfigFile, 'path' | 'target'>): Sayable {
  return target === path ? path : say`${path} (a link to ${target})`;
}

function reasonOf(file: ConfigFile): Obstacle | undefined {
  const place = placeOf(file);
  const folder = file.target.slice(0, file.target.lastIndexOf('/')) || '/';
  if (file.kind === 'dangling')
    return {
      because: say`${file.path} is a link to ${file.target}, which is not there.`,
      next: say`Find out who makes that link and what it is to lead to; then ask again.`,
    };
  if (file.kind === 'not-a-file')
    return { because: say`${place} is no file.`, next: say`Look at it: ls -la ${file.path}` };
  if (file.kind === 'too-large')
    return { because: say`${place} is larger than 256 KiB.`, next: say`Look at it: ls -la ${file.path}` };
  if (file.kind === 'unreadable')
    return { because: say`${place} could not be read.`, next: say`Look at it as root: cat ${file.path}` };
  // Before the other one: not even root may write to what is immutable, wherever it is mounted.
  if (file.immutable)
    return {
      because: say`${place} has the immutable bit: somebody made sure that nobody changes it.`,
      next: say`Ask whoever set it; it goes with: chattr -i ${file.target} ${folder}`,
    };
  if (file.readOnly)
    return {
      because: say`The file system that holds ${place} is mounted to be read alone, so that the file cannot be changed.`,
      next: say`Change it where the image of this host is built, or mount it to be written to: mount -o remount,rw $(stat -c %m ${folder})`,
    };
  return undefined;
}
