import { runFlow, type Bounds, type Outcome } from './run-flow.ts';

/** Somebody stopped it; `ended` where the flow has let go of its host, so that nothing of it runs there any more. */
export interface Cancelled {
  readonly kind: 'cancelled';
  readonly ended: boolean;
}

interface Stoppable extends Bounds {
  /** Fires when somebody has cancelled it. */
  readonly stop: AbortSignal;
  /** How long the flow may take to end what it runs on a host. */
  readonly patienceMs?: number;
}

/** `runFlow` for what people may cancel: a stop reaches the flow as an abort, and its end is waited for, since a host may be slow to stop. */
export async function runStoppable<T>(
  run: (signal: AbortSignal) => Promise<T>,
  { stop, patienceMs = 10_000, ...bounds }: Stoppable,
): Promise<Outcome<T> | Cancelled> {
  let running: Promise<unknown> = Promise.resolve();
  const outcome = await runFlow(async (signal) => {
    stop.throwIfAborted();
    const result = run(AbortSignal.any([signal, stop]));
    running = result.catch(() => undefined);
    return Promise.race([result, rejection(stop)]);
  }, bounds);
  if (outcome.kind !== 'failed' || !stop.aborted) return outcome;
  return { kind: 'cancelled', ended: await within(patienceMs, running) };
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Whether it settled in time. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
