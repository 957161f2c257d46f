import { z } from 'zod';
import { LastVerdict, lastVerdictKey, standing } from '../report/last-verdict.ts';
import type { KeptTexts } from './kept.ts';
import { within } from './within.ts';

/** How the last diagnoses of each host ended: written by the worker that did them, read by the bot, which has no hosts. */
export interface LastVerdicts {
  /** Beside those of the host that it does not replace. */
  write(verdict: LastVerdict): Promise<void>;
  /** Those of these hosts that still stand, in no order. */
  read(hosts: readonly string[]): Promise<LastVerdict[]>;
}

/** A host that nobody asked about for a month has no last verdict any more. */
const keptMs = 30 * 24 * 3_600_000;
const patienceMs = 2_000;
/** Of one host; whoever asks about more targets of it has the newest. */
const mostOfHost = 20;
/** Before there was one for each target, one record stood alone. */
const Kept = z.union([z.array(z.unknown()), LastVerdict.transform((alone) => [alone])]);

/** Writes of one host in this process come one after the other: each goes on from what stood there. */
const writing = new WeakMap<KeptTexts, Map<string, Promise<void>>>();

/** One small text for each host, beside the jobs. */
export function lastVerdicts(kept: KeptTexts): LastVerdicts {
  const write = async (verdict: LastVerdict) => {
    const oldest = Date.parse(verdict.at) - keptMs;
    const before = (await readOf(verdict.host, kept)).filter(({ at }) => Date.parse(at) >= oldest);
    const now = standing([verdict, ...before]).slice(0, mostOfHost);
    await kept.write(lastVerdictKey(verdict.host), JSON.stringify(now), keptMs);
  };
  return {
    write(verdict) {
      const queued = writing.get(kept) ?? new Map<string, Promise<void>>();
      writing.set(kept, queued);
      const before = queued.get(verdict.host) ?? Promise.resolve();
      const written = before.then(() => within(patienceMs, write(verdict)));
      const settled = written
        .catch(() => undefined)
        .finally(() => {
          if (queued.get(verdict.host) === settled) queued.delete(verdict.host);
        });
      queued.set(verdict.host, settled);
      return written;
    },
    async read(hosts) {
      const found = await within(patienceMs, Promise.all(hosts.map((host) => readOf(host, kept))));
      return found.flat();
    },
  };
}

/** What is not understood, because a newer release wrote it, is left out. */
async function readOf(host: string, kept: KeptTexts): Promise<LastVerdict[]> {
  const text = await kept.read(lastVerdictKey(host));
  const { data = [] } = Kept.safeParse(text === undefined ? undefined : JSON.parse(text));
  return data.flatMap((one) => LastVerdict.safeParse(one).data ?? []);
}
