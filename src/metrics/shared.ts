import type { Registry } from 'prom-client';
import type { JobQueue } from '../queue/queue.ts';
import { within } from '../queue/within.ts';
import { counters } from './catalogue.ts';
import { counter } from './define.ts';
import { deskSource, incidentsSource, noticesSource, outboxSource, queueSource } from './sources.ts';

/** A part of what all processes share. */
export interface Source {
  readonly name: string;
  /** What is to be set once it is read. Rejects where it cannot be read. */
  read(): Promise<() => void>;
  /** Takes the last values away: old ones would be a lie, and so would zeros. */
  forget(): void;
}

export interface Shared {
  readonly queue: JobQueue;
  /** Of the inventory, `undefined` for hosts that name none. */
  readonly sites: readonly (string | undefined)[];
  readonly clock: () => number;
}

/** Less than the time that Prometheus gives a scrape (10 s), so that all else gets through. */
const patienceMs = 2_500;

/** Reads it all anew; two scrapes at once read once. */
export function readShared(registry: Registry, shared: Shared): () => Promise<void> {
  const unread = counter(registry, counters.unread);
  const sources = [queueSource, outboxSource, incidentsSource, noticesSource, deskSource].map((make) =>
    make(registry, shared),
  );
  // A counter that is not there yet cannot be seen to rise.
  for (const { name } of sources) unread.inc({ source: name }, 0);
  let reading: Promise<unknown> | undefined;
  return async () => {
    reading ??= Promise.all(
      sources.map(async (source) => {
        if (!(await refresh(source))) unread.inc({ source: source.name });
      }),
    ).finally(() => {
      reading = undefined;
    });
    await reading;
  };
}

/** Whether it could be read. */
async function refresh(source: Source): Promise<boolean> {
  try {
    const set = await within(patienceMs, source.read());
    source.forget();
    set();
    return true;
  } catch {
    source.forget();
    return false;
  }
}
