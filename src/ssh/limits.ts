import type { RunOptions } from './shell.ts';

export const DEFAULT_TIMEOUT_MS = 30_000;
export const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/** Why a command is stopped before its own end. */
export type Stop =
  | { readonly kind: 'timed-out'; readonly limit: 'total' | 'idle'; readonly afterMs: number }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'flooded' };

export interface Limits {
  /** Resolves at the first limit that is reached; never where none is. */
  readonly reached: Promise<Stop>;
  /** The command has begun, or output came: the idle limit starts anew. */
  readonly touch: () => void;
  readonly stop: (why: Stop) => void;
  readonly release: () => void;
}

export function watchLimits(options: Pick<RunOptions, 'timeoutMs' | 'idleMs' | 'signal'>): Limits {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, idleMs, signal } = options;
  const begun = performance.now();
  const { promise, resolve } = newPromise<Stop>();
  const timedOut = (limit: 'total' | 'idle') => () =>
    resolve({ kind: 'timed-out', limit, afterMs: Math.round(performance.now() - begun) });
  const aborted = () => resolve({ kind: 'aborted' });

  const total = setTimeout(timedOut('total'), timeoutMs);
  let released = false;
  let idle: NodeJS.Timeout | undefined;
  if (signal?.aborted) aborted();
  signal?.addEventListener('abort', aborted);
  return {
    reached: promise,
    touch() {
      if (idleMs !== undefined && !released) idle = idle?.refresh() ?? setTimeout(timedOut('idle'), idleMs);
    },
    stop: resolve,
    release() {
      released = true;
      clearTimeout(total);
      clearTimeout(idle);
      signal?.removeEventListener('abort', aborted);
    },
  };
}

interface Settler<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
}

/** Promise.withResolvers, which Node 20 doesn't have. */
export function newPromise<T>(): Settler<T> {
  const settler: Partial<Settler<T>> = {};
  const promise = new Promise<T>((resolve, reject) => Object.assign(settler, { resolve, reject }));
  const { resolve, reject } = settler;
  // The executor of a promise has run when `new Promise` returns.
  if (!resolve || !reject) throw new Error('unreachable');
  return { promise, resolve, reject };
}
