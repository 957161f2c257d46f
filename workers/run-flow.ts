import { FerrymanError } from '../src/errors.ts';
import { say, type Text } from '../src/text/say.ts';

export type Outcome<T> =
  | { readonly kind: 'done'; readonly result: T }
  /** For the thread: what happened, and what to do. */
  | {
      readonly kind: 'failed';
      readonly sentence: Text | string;
      readonly next: Text | string;
      readonly cause: unknown;
    }
  /** This worker must not go on: it shuts down, or another one has the job. */
  | { readonly kind: 'taken-away' };

export interface Bounds {
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  readonly job: string;
  /** `The diagnosis`. */
  readonly what: Text;
  /** The host whose silence may be why; where none is known yet, none. */
  readonly host?: string | undefined;
}

/** Runs a flow until its end, its deadline or the loss of the job, whichever comes first, even where it ignores signals. */
export async function runFlow<T>(
  run: (signal: AbortSignal) => Promise<T>,
  bounds: Bounds,
): Promise<Outcome<T>> {
  const deadline = AbortSignal.timeout(bounds.deadlineMs);
  const signal = AbortSignal.any([bounds.signal, deadline]);
  try {
    return { kind: 'done', result: await Promise.race([run(signal), aborted(signal)]) };
  } catch (cause) {
    if (bounds.signal.aborted) return { kind: 'taken-away' };
    return { kind: 'failed', ...explain(cause, deadline, bounds), cause };
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function explain(
  cause: unknown,
  deadline: AbortSignal,
  { deadlineMs, job, what, host }: Bounds,
): { sentence: Text | string; next: Text | string } {
  if (deadline.aborted) {
    return {
      sentence: say`${what} was not done after ${Math.round(deadlineMs / 1000)} s and was stopped.`,
      next: say`See whether ${host ?? say`each host`} answers at all: ferryman doctor. Then run again.`,
    };
  }
  if (cause instanceof FerrymanError) return { sentence: cause.sentence, next: cause.advice };
  return {
    sentence: say`Ferryman itself failed: ${cause instanceof Error ? cause.message : String(cause)}.`,
    next: say`The worker's log has the rest under job ${job}.`,
  };
}
