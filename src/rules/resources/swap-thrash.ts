import { say } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';

/** Per cent of the last ten seconds in which some task waited for memory. A busy host in good health stays near zero. */
const STALLED = 25;

/**
 * Seen: everything is slow, logins take a minute, ports answer now and then; no process has crashed.
 * Why: the memory is used up, and the kernel moves pages out to the swap disk and back in all the time, instead of working.
 * Not seen: kernels before 4.20 do not say how long tasks wait for memory. Swap that is in use and calm is nothing to worry about.
 */
export const swapThrash = defineRule({
  id: 'swap-thrash',
  title: say`The host spends its time moving memory to the swap disk and back`,
  needs: ['memory'],
  wants: ['pressure', 'question'],
  evaluate: ({ memory, pressure, question }) => {
    const stalled = pressure?.memorySome ?? 0;
    const used = memory.swapTotal - memory.swapFree;
    if (stalled < STALLED || used < memory.swapTotal / 10 || memory.swapTotal === 0) return [];
    const available = memory.available ?? memory.free;
    if (available > memory.total / 5) return [];
    const finding: Finding = {
      severity: 'critical',
      certainty: 'proven',
      subject: { kind: 'host', name: question?.host ?? 'host' },
      title: say`The host is busy with swapping: ${Math.round(stalled)} % of the time somebody waits for memory`,
      explanation: say`Of ${Math.round(memory.total / 1024)} MiB of memory ${Math.round(available / 1024)} MiB are left, and ${Math.round(used / 1024)} MiB have been moved to the swap disk. In the last ten seconds tasks waited for memory ${Math.round(stalled)} % of the time: the kernel moves pages out and back in, and hardly any work gets done.`,
      evidence: [
        {
          source: 'cat /proc/pressure/memory',
          lines: [`some avg10=${stalled}, full avg10=${pressure?.memoryFull ?? '-'}`],
        },
        {
          source: 'free -m',
          lines: [
            say`available ${Math.round(available / 1024)} MiB of ${Math.round(memory.total / 1024)} MiB, swap ${Math.round(used / 1024)} MiB of ${Math.round(memory.swapTotal / 1024)} MiB in use`,
          ],
        },
      ],
      falsifier: say`wrong if \`vmstat 1 5\` shows next to nothing under si and so`,
      fix: {
        summary: say`Find out who uses the memory, limit or stop it, or give the host more.`,
        commands: ['vmstat 1 5', 'ps -eo rss,pid,comm --sort=-rss | head', 'docker stats --no-stream'],
        risk: say`Do not switch the swap off now: the kernel would have to kill somebody at once.`,
      },
      explains: [],
    };
    return [finding];
  },
});
