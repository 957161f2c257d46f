import type { Rule } from '../rule.ts';
import { certExpired } from './cert-expired.ts';
import { clockSkew } from './clock-skew.ts';
import { diskFull } from './disk-full.ts';
import { entropyStarved } from './entropy-starved.ts';
import { fdExhausted } from './fd-exhausted.ts';
import { hostOom } from './host-oom.ts';
import { inodesFull } from './inodes-full.ts';
import { inotifyLimit } from './inotify-limit.ts';
import { ioErrorOrReadonlyRemount } from './io-error-or-readonly-remount.ts';
import { pidsExhausted } from './pids-exhausted.ts';
import { swapThrash } from './swap-thrash.ts';

/** What a host runs out of, in the order of the catalogue. */
export const resourcesRules: readonly Rule[] = [
  diskFull,
  inodesFull,
  hostOom,
  fdExhausted,
  pidsExhausted,
  clockSkew,
  certExpired,
  entropyStarved,
  ioErrorOrReadonlyRemount,
  inotifyLimit,
  swapThrash,
];
