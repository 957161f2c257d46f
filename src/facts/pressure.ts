import type { Fact } from './fact.ts';
import { linesOf, unreadable, value, withoutUndefined } from './parsed.ts';

/** How much of the last ten seconds was spent waiting for memory, disks and processors, and how many tasks the host has. */
export interface Pressure {
  /** Per cent of the time in which some task waited for memory; kernels before 4.20 do not say. */
  readonly memorySome?: number;
  readonly memoryFull?: number;
  readonly ioSome?: number;
  readonly cpuSome?: number;
  /** Processes and threads of the whole host. */
  readonly tasks?: number;
  /** Pages swapped in and out since boot. */
  readonly swappedIn?: number;
  readonly swappedOut?: number;
}

/**
 *     /proc/pressure/memory:some avg10=42.10 avg60=38.02 avg300=11.70 total=81234567
 *     /proc/loadavg:9.14 8.80 4.11 3/512 4242
 *     /proc/vmstat:pswpin 1042
 */
export const pressure: Fact<'pressure', Pressure> = {
  id: 'pressure',
  title: 'pressure on memory, disks and processors',
  read: {
    kind: 'command',
    candidates: [
      [
        'sh',
        '-c',
        "grep -sHE '^(some|full) |^pswp|^[0-9.]+ [0-9.]+ [0-9.]+ [0-9]+/' /proc/pressure/memory /proc/pressure/io /proc/pressure/cpu /proc/loadavg /proc/vmstat; exit 0",
      ],
    ],
  },
  parse: (raw) => {
    const lines = linesOf(raw.stdout);
    if (lines.length === 0) return unreadable('nothing of it under /proc');
    const average = (file: string, kind: string) =>
      number(new RegExp(`^/proc/pressure/${file}:${kind} avg10=([\\d.]+)`, 'm').exec(raw.stdout)?.[1]);
    const pages = (name: string) =>
      number(new RegExp(`^/proc/vmstat:${name} (\\d+)`, 'm').exec(raw.stdout)?.[1]);
    return value(
      withoutUndefined({
        memorySome: average('memory', 'some'),
        memoryFull: average('memory', 'full'),
        ioSome: average('io', 'some'),
        cpuSome: average('cpu', 'some'),
        tasks: number(/^\/proc\/loadavg:\S+ \S+ \S+ \d+\/(\d+)/m.exec(raw.stdout)?.[1]),
        swappedIn: pages('pswpin'),
        swappedOut: pages('pswpout'),
      }),
    );
  },
};

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
