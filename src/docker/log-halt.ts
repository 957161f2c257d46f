export interface Halt {
  readonly signal: AbortSignal;
  /** Why it was halted, once it is. */
  readonly why: () => 'time' | 'stopped' | undefined;
  readonly release: () => void;
}

/** A signal of its own that the clock sets as well as the one given. */
export function haltAfter(ms: number, signal?: AbortSignal): Halt {
  const own = new AbortController();
  let why: 'time' | 'stopped' | undefined;
  const halt = (because: 'time' | 'stopped') => {
    why ??= because;
    own.abort();
  };
  const timer = setTimeout(() => halt('time'), ms);
  const stopped = () => halt('stopped');
  if (signal?.aborted === true) stopped();
  signal?.addEventListener('abort', stopped);
  return {
    signal: own.signal,
    why: () => why,
    release() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stopped);
    },
  };
}
