import type { Reader } from '../text/reader.ts';

/** How long something lasted, in its two largest units: `48 s`, `12 min`, `3 h 5 min`, `2 d 3 h`. @param ms at least 0 */
export function tellSpan(ms: number, { t }: Pick<Reader, 't'>): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return t`${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t`${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? t`${hours} h` : t`${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? t`${days} d` : t`${days} d ${hours % 24} h`;
}
