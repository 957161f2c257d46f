import { FerrymanError } from '../errors.ts';
import { exitCodes } from './failure.ts';

/** What stops a change. SIGHUP, a closed terminal, ends the process, and the host undoes by itself. */
const SIGNALS = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated } as const;

export interface Interruption {
  /** The first Ctrl-C: what was asked for ends early. */
  readonly onFirst: () => void;
  /** The second one: whoever is in front does not wait. */
  readonly onSecond: () => void;
  readonly leave?: (code: number) => void;
}

/** Runs a change. Ctrl-C or a SIGTERM aborts its signal; then it may take the time that it needs for an orderly end. A second one leaves. */
export async function untilUndone<Result>(
  { onFirst, onSecond, leave = (code) => process.exit(code) }: Interruption,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const listeners = Object.entries(SIGNALS).map(([signal, code]) => {
    const listener = () => {
      if (stop.signal.aborted) {
        onSecond();
        leave(code);
        return;
      }
      onFirst();
      stop.abort(new FerrymanError('interrupted', 'Stopped by hand.', 'Run it again when you like.'));
    };
    process.on(signal, listener);
    return [signal, listener] as const;
  });
  try {
    return await run(stop.signal);
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  }
}
