import type { Fact } from './fact.ts';
import { unreadable, value } from './parsed.ts';

export interface Kernel {
  readonly system: string;
  readonly hostname: string;
  /** `3.10.0-1160.el7.x86_64` */
  readonly release: string;
  /** [3, 10, 0] */
  readonly version: readonly [number, number, number];
  /** x86_64, aarch64 */
  readonly machine: string;
}

/** `Linux hz-shop 3.10.0-1160.el7.x86_64 x86_64` */
export const kernel: Fact<'kernel', Kernel> = {
  id: 'kernel',
  title: 'kernel',
  read: { kind: 'command', candidates: [['uname', '-s', '-n', '-r', '-m']] },
  parse: (raw) => {
    const [system, hostname, release, machine] = raw.stdout.trim().split(/\s+/);
    if (system === undefined || hostname === undefined || release === undefined || machine === undefined) {
      return unreadable(`not four words: ${raw.stdout.trim()}`);
    }
    const [, major, minor, patch] = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(release) ?? [];
    if (major === undefined) return unreadable(`no version in ${release}`);
    return value({
      system,
      hostname,
      release,
      version: [Number(major), Number(minor), Number(patch ?? 0)],
      machine,
    });
  },
};
