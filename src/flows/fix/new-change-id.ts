import { randomBytes } from 'node:crypto';

/** The name of a change. Nobody can guess it, and it fits into names of units and files. */
export function newChangeId(): string {
  return randomBytes(6).toString('hex');
}
