import { once } from 'node:events';
import type { Shell } from '../ssh/shell.ts';
import type { Shells } from './open-shell.ts';

/** The longest that stopping a command takes on a host that answers. */
const patienceMs = 12_000;

interface Tracked {
  /** Resolves when nothing runs that was begun here; after twelve seconds in any case. */
  readonly idle: () => Promise<void>;
}

/**
 * What a diagnosis has begun on a host goes on for a moment after one of its parts was aborted: the others are still being killed there.
 * Whoever says that it is over waits for this.
 */
export function trackCommands(shell: Shell): Tracked & { readonly shell: Shell } {
  const running = new Set<Promise<unknown>>();
  return { shell: tracking(shell, running), idle: () => idleOf(running) };
}

/** The same for all that runs in any of the shells. */
export function trackShells(shells: Shells): Tracked & { readonly shells: Shells } {
  const running = new Set<Promise<unknown>>();
  return {
    shells: { open: async (target) => tracking(await shells.open(target), running) },
    idle: () => idleOf(running),
  };
}

/** Does this on a shell and closes it; where it was cancelled, only when nothing of it runs there any more: who hears of the one hears of both. */
export async function closingAfter<T>(
  opened: Shell,
  signal: AbortSignal | undefined,
  work: (shell: Shell) => Promise<T>,
): Promise<T> {
  const { shell, idle } = trackCommands(opened);
  try {
    return await work(shell);
  } finally {
    if (signal?.aborted === true) await idle();
    await shell.close();
  }
}

function tracking(shell: Shell, running: Set<Promise<unknown>>): Shell {
  function track<T>(work: Promise<T>): Promise<T> {
    const forget = () => {
      running.delete(settled);
    };
    const settled: Promise<void> = work.then(forget, forget);
    running.add(settled);
    return work;
  }
  // What could not be ended runs on, nobody knows how long.
  const onLeft = (left: Promise<string>) => {
    void track(left.then((alive) => (alive === '' ? undefined : new Promise(() => undefined))));
  };
  return {
    ...shell,
    run: (command, options) => track(shell.run(command, { ...options, onLeft })),
    async stream(command, options) {
      const stream = await track(shell.stream(command, { ...options, onLeft }));
      void track(stream.done).catch(() => undefined);
      return stream;
    },
    async pipe(command) {
      const pipe = await track(shell.pipe(command));
      if (!pipe.closed) void track(once(pipe, 'close')).catch(() => undefined);
      return pipe;
    },
  };
}

async function idleOf(running: ReadonlySet<Promise<unknown>>): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    late = setTimeout(resolve, patienceMs);
  });
  const settled = async () => {
    // What ends may leave something behind, which counts as well.
    while (running.size > 0) await Promise.all(running);
  };
  await Promise.race([settled(), enough]);
  clearTimeout(late);
}
