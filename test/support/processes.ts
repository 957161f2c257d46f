import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ids of this machine's processes whose command line holds the text. */
export function processesWith(mark: string): string[] {
  return readdirSync('/proc').filter((id) => {
    try {
      return /^\d+$/.test(id) && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(mark);
    } catch {
      return false;
    }
  });
}

/** Waits some seconds for them to be gone; the ids that stay. */
export async function untilGone(mark: string): Promise<string[]> {
  for (let tries = 0; tries < 50 && processesWith(mark).length > 0; tries++) await sleep(50);
  return processesWith(mark);
}
