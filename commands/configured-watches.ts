import { createHash } from 'node:crypto';
import type { ConfiguredWatch } from '../src/config/types.ts';
import { collectionOf, type Records } from '../src/queue/records.ts';
import { Watch } from '../src/report/watch.ts';

/** Brings the watches of ferryman.yaml into the records, and takes those out that stand there no more. Those of people are theirs. */
export async function bringConfigured(on: readonly ConfiguredWatch[], records: Records): Promise<void> {
  const watches = collectionOf(records, 'watches', Watch);
  const wanted = new Map(on.map((one) => watchOf(one)).map((one) => [one.id, one]));
  for (const [id, known] of await watches.list()) {
    if (known.by.kind !== 'config' || wanted.has(id)) continue;
    // oxlint-disable-next-line no-await-in-loop -- a handful, at the start
    await watches.change(id, () => undefined);
  }
  for (const [id, watch] of wanted) {
    // What an entry says is in its id.
    // oxlint-disable-next-line no-await-in-loop
    await watches.change(id, (before) => before ?? watch);
  }
}

function watchOf({ on, ports, everyMs, to }: ConfiguredWatch): Watch {
  const said = JSON.stringify([on, ports, everyMs, to]);
  return {
    schema: 'ferryman.watch/1',
    id: `c${createHash('sha256').update(said).digest('hex').slice(0, 6)}`,
    on,
    ports: [...ports],
    everyMs,
    ...(to === undefined ? {} : { to }),
    by: { kind: 'config' },
  };
}
