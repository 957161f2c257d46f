import { readDuration } from '../report/log-times.ts';

export interface ReadSpan {
  readonly ms: number;
  /** How many words it took. */
  readonly length: number;
}

/** `5m`, `90 min`, `1h 30m`, `hour`: the longest beginning of these words that is a duration. */
export function readSpan(words: readonly string[]): ReadSpan | undefined {
  // `5m in #ops` is no 5 min.
  const end = words.findIndex((word) => word.toLowerCase() === 'in');
  const most = end === -1 ? words.length : end;
  for (const length of [4, 3, 2, 1]) {
    if (length > most) continue;
    const text = words.slice(0, length).join('').slice(0, 100).toLowerCase();
    const ms = readDuration(/^(?:minute|hour|day|week)$/.test(text) ? `1${text}` : text);
    if (ms !== undefined) return { ms, length };
  }
  return undefined;
}
