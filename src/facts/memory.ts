import type { Fact } from './fact.ts';
import { unreadable, value, withoutUndefined } from './parsed.ts';

/** Kibibytes. */
export interface Memory {
  readonly total: number;
  readonly free: number;
  /** Kernels before 3.14 do not have it. */
  readonly available?: number;
  readonly buffers: number;
  readonly cached: number;
  readonly swapTotal: number;
  readonly swapFree: number;
}

/** `MemTotal:        1882192 kB` */
export const memory: Fact<'memory', Memory> = {
  id: 'memory',
  title: 'memory',
  read: { kind: 'command', candidates: [['cat', '/proc/meminfo']] },
  parse: (raw) => {
    const held = new Map<string, number>();
    for (const [, name = '', kibibytes] of raw.stdout.matchAll(/^(\w+):\s+(\d+) kB$/gm)) {
      held.set(name, Number(kibibytes));
    }
    const total = held.get('MemTotal');
    if (total === undefined) return unreadable('no MemTotal in /proc/meminfo');
    return value(
      withoutUndefined({
        total,
        free: held.get('MemFree') ?? 0,
        available: held.get('MemAvailable'),
        buffers: held.get('Buffers') ?? 0,
        cached: held.get('Cached') ?? 0,
        swapTotal: held.get('SwapTotal') ?? 0,
        swapFree: held.get('SwapFree') ?? 0,
      }),
    );
  },
};
