import { createHash } from 'node:crypto';
import type { Present } from './present.ts';

/** `i` and 12 hex digits; the same whoever finds out that it begins, words do not count. */
export function incidentId({ host, cause, subject, since, to }: Present): string {
  const key = JSON.stringify([host, cause, subject.kind, subject.name, since, to]);
  return `i${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
}
