import { FerrymanError } from '../src/errors.ts';
import type { DiagnoseRequest, Diagnosis, Stage } from '../src/flows/diagnose.ts';

/** What a worker gives to a run; the flow brings its own shells. */
export interface DiagnoseRun {
  readonly onStage: (stage: Stage) => void;
  readonly signal: AbortSignal;
}

export type Diagnose = (request: DiagnoseRequest, run: DiagnoseRun) => Promise<Diagnosis>;

export type Outcome =
  | { readonly kind: 'diagnosed'; readonly diagnosis: Diagnosis }
  /** For the thread: what happened, and what to do. */
  | { readonly kind: 'failed'; readonly sentence: string; readonly next: string; readonly cause: unknown }
  /** This worker must not go on: it shuts down, or another one has the job. */
  | { readonly kind: 'taken-away' };

/** Runs the flow until its end, its deadline or the loss of the job, whichever comes first, even where it ignores signals. */
export async function runFlow(
  diagnose: Diagnose,
  request: DiagnoseRequest,
  options: DiagnoseRun & { deadlineMs: number; job: string },
): Promise<Outcome> {
  const deadline = AbortSignal.timeout(options.deadlineMs);
  const signal = AbortSignal.any([options.signal, deadline]);
  const run = diagnose(request, { onStage: options.onStage, signal });
  try {
    const diagnosis = await Promise.race([run, aborted(signal)]);
    return { kind: 'diagnosed', diagnosis };
  } catch (cause) {
    if (options.signal.aborted) return { kind: 'taken-away' };
    return { kind: 'failed', ...explain(cause, request.host.name, deadline, options), cause };
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
  host: string,
  deadline: AbortSignal,
  { deadlineMs, job }: { deadlineMs: number; job: string },
): { sentence: string; next: string } {
  if (deadline.aborted) {
    return {
      sentence: `The diagnosis was not done after ${Math.round(deadlineMs / 1000)} s and was stopped.`,
      next: `See whether ${host} answers at all: ferryman doctor. Then run again.`,
    };
  }
  if (cause instanceof FerrymanError) return { sentence: cause.message, next: cause.next };
  return {
    sentence: `Ferryman itself failed: ${cause instanceof Error ? cause.message : String(cause)}.`,
    next: `The worker's log has the rest under job ${job}.`,
  };
}
