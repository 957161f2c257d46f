import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface EventLoopWatch {
  /** Why the process is too busy to be relied on; undefined where it is not. */
  trouble(): string | undefined;
  stop(): void;
}

/** Slack takes an acknowledgement for three seconds, and somebody has to read it first. */
const usual = { standstillMs: 2_000, spanMs: 30_000 };

/** Whether the event loop stood still lately. A process that is stuck for good answers nobody, which says it as well. */
export function watchEventLoop({ standstillMs, spanMs } = usual): EventLoopWatch {
  const delays = monitorEventLoopDelay({ resolution: 20 });
  delays.enable();
  let before = 0;
  const turning = setInterval(() => {
    before = worst();
    delays.reset();
  }, spanMs).unref();
  /** Nanoseconds become milliseconds; without a sample `max` is 0. */
  const worst = () => delays.max / 1e6;
  return {
    trouble() {
      const ms = Math.max(before, worst());
      if (ms < standstillMs) return undefined;
      return `this process stood still for ${(ms / 1_000).toFixed(1)} s lately`;
    },
    stop() {
      clearInterval(turning);
      delays.disable();
    },
  };
}
