import { HostTries, type TriedDiagnosis, type TriedFix } from '../report/tried.ts';
import { collectionOf, type Records } from './records.ts';

/** What people had Ferryman do, by host, as far as a message about an incident tells it. The same told again changes nothing. */
export interface Tries {
  /** What it came to last counts. */
  fixed(host: string, fix: TriedFix): Promise<void>;
  diagnosed(host: string, diagnosis: TriedDiagnosis): Promise<void>;
  list(): Promise<ReadonlyMap<string, HostTries>>;
  /** Forgets hosts on which nothing was done since. @param before milliseconds since 1970 */
  clear(before: number): Promise<void>;
}

/** Of each kind, for each host. */
const most = 50;

export function triesOf(records: Records): Tries {
  const tries = collectionOf(records, 'tries', HostTries);

  async function change(host: string, then: (before: HostTries) => HostTries): Promise<void> {
    await tries.change(host, (before) =>
      then(before ?? { schema: 'ferryman.host-tries/1', host, fixes: [], diagnoses: [] }),
    );
  }

  return {
    fixed: (host, fix) =>
      change(host, (before) => ({
        ...before,
        fixes: [...before.fixes.filter(({ id }) => id !== fix.id), fix].slice(-most),
      })),
    diagnosed: (host, diagnosis) =>
      change(host, (before) =>
        before.diagnoses.some(({ job }) => job === diagnosis.job)
          ? before
          : { ...before, diagnoses: [...before.diagnoses, diagnosis].slice(-most) },
      ),
    list: () => tries.list(),
    async clear(before) {
      for (const [host, one] of await tries.list()) {
        if (!isIdle(one, before)) continue;
        await tries.change(host, (now) => (now !== undefined && isIdle(now, before) ? undefined : now));
      }
    },
  };
}

function isIdle({ fixes, diagnoses }: HostTries, before: number): boolean {
  return [...fixes, ...diagnoses].every(({ at }) => Date.parse(at) < before);
}
