import { InvalidArgumentError } from 'commander';
import { FerrymanError } from '../errors.ts';

export const DEFAULT_SECONDS = 60;

/** How long what runs on the host may take to be killed there, once the run is stopped. */
const GRACE_MS = 3_000;

/** For the sentence on standard error. */
const FLUSH_MS = 200;

/** For `--timeout <seconds>`. */
export function readSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= 3_600) return seconds;
  throw new InvalidArgumentError('Write whole seconds from 1 to 3600.');
}

/**
 * Runs until its end, until `seconds` have passed, or until Ctrl-C or a SIGTERM; a second one ends the process at once.
 * Stopped, it has a moment to clean up on the host, then a `FerrymanError` is thrown: `too-slow`, `interrupted` or
 * `terminated`.
 */
export async function untilStopped<Result>(
  seconds: number,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(tooSlow(seconds)), seconds * 1_000);
  const interrupt = () => stop.abort(stopped('interrupted'));
  const terminate = () => stop.abort(stopped('terminated'));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', terminate);
  try {
    const running = run(stop.signal);
    return await Promise.race([running, afterGrace(stop.signal, running)]);
  } catch (error) {
    // Whatever else went wrong while it was being stopped went wrong because of that.
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    clearTimeout(timer);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', terminate);
  }
}

function afterGrace(signal: AbortSignal, running: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => {
    const begin = () => {
      const grace = setTimeout(() => {
        reject(signal.reason);
        // A connection that is still being made cannot be given up, and nobody waits for it.
        setTimeout(() => process.exit(), FLUSH_MS).unref();
      }, GRACE_MS);
      const over = () => clearTimeout(grace);
      running.then(over, over);
    };
    signal.addEventListener('abort', begin, { once: true });
  });
}

function tooSlow(seconds: number): FerrymanError {
  return new FerrymanError(
    'too-slow',
    `The host was not read within ${seconds} s, so Ferryman stopped and killed what it had started there.`,
    'See whether it answers at all: ferryman doctor. Give it longer: --timeout 300',
  );
}

function stopped(code: 'interrupted' | 'terminated'): FerrymanError {
  return new FerrymanError(
    code,
    'Stopped; what ran on the host was killed.',
    'Run the same command again when you like.',
  );
}
