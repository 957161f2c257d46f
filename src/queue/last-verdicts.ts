import { LastVerdict, lastVerdictKey } from '../report/last-verdict.ts';
import type { KeptTexts } from './kept.ts';
import { within } from './within.ts';

/** How the last diagnosis of each host ended: written by the worker that did it, read by the bot, which has no hosts. */
export interface LastVerdicts {
  write(verdict: LastVerdict): Promise<void>;
  /** Of those of these hosts that have one, in no order. */
  read(hosts: readonly string[]): Promise<LastVerdict[]>;
}

/** A host that nobody asked about for a month has no last verdict any more. */
const keptMs = 30 * 24 * 3_600_000;
const patienceMs = 2_000;

/** One small text for each host, beside the jobs. */
export function lastVerdicts(kept: KeptTexts): LastVerdicts {
  return {
    write: (verdict) =>
      within(patienceMs, kept.write(lastVerdictKey(verdict.host), JSON.stringify(verdict), keptMs)),
    async read(hosts) {
      const texts = await within(
        patienceMs,
        Promise.all(hosts.map((host) => kept.read(lastVerdictKey(host)))),
      );
      return texts.flatMap((text) => {
        const { data } = LastVerdict.safeParse(text === undefined ? undefined : JSON.parse(text));
        return data === undefined ? [] : [data];
      });
    },
  };
}
