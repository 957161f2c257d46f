import type { Fact } from './fact.ts';
import { linesOf, unlessFailed, value } from './parsed.ts';

export interface KernelLogLine {
  /** Since boot. */
  readonly seconds?: number;
  readonly text: string;
}

/** dmesg's own failure has to be seen behind the pipe. */
const SCRIPT = `command -v dmesg >/dev/null || exec journalctl -k -n 300 --no-pager -o short-monotonic
log=$(dmesg) || exit
printf '%s\\n' "$log" | tail -n 300`;

/** `[  812.345678] Memory cgroup out of memory: Kill process 4242 (dotnet) score 1990 or sacrifice child` */
export const kernelLog: Fact<'kernel-log', readonly KernelLogLine[]> = {
  id: 'kernel-log',
  title: "the kernel's log",
  read: { kind: 'command', privileged: true, candidates: [['sh', '-c', SCRIPT]] },
  parse: unlessFailed((raw) =>
    value(
      linesOf(raw.stdout)
        .filter((line) => !line.startsWith('-- '))
        .map((line): KernelLogLine => {
          const stamped = /^\[\s*(\d+\.\d+)\] (?:\S+ kernel: )?(.*)$/.exec(line);
          return stamped === null ? { text: line } : { seconds: Number(stamped[1]), text: stamped[2] ?? '' };
        }),
    ),
  ),
};
