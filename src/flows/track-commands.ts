import { once } from 'node:events';
import type { Shell } from '../ssh/shell.ts';

/** The longest that stopping a command takes on a host that answers. */
const patienceMs = 12_000;

export interface TrackedShell {
  readonly shell: Shell;
  /** Resolves when nothing runs that was begun here; after twelve seconds in any case. */
  readonly idle: () => Promise<void>;
}

/**
 * What a diagnosis has begun on a host goes on for a moment after one of its parts was aborted: the others are still being killed there.
 * Whoever says that it is over waits for this.
 */
export function trackCommands(shell: Shell): TrackedShell {
  const running = new Set<Promise<unknown>>();
  function track<T>(work: Promise<T>): Promise<T> {
    const forget = () => {
      running.delete(settled);
    };
    const settled: Promise<void> = work.then(forget, forget);
    running.add(settled);
    return work;
  }
  return {
    shell: {
      ...shell,
      run: (command, options) => track(shell.run(command, options)),
      async stream(command, options) {
        const stream = await track(shell.stream(command, options));
        void track(stream.done).catch(() => undefined);
        return stream;
      },
      async pipe(command) {
        const pipe = await track(shell.pipe(command));
        if (!pipe.closed) void track(once(pipe, 'close')).catch(() => undefined);
        return pipe;
      },
    },
    async idle() {
      let late: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        late = setTimeout(resolve, patienceMs);
      });
      await Promise.race([Promise.all(running), enough]);
      clearTimeout(late);
    },
  };
}
