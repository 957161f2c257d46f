import type { Logger } from 'pino';
import type { Seen, WatchRequest } from '../src/flows/watch/watch-host.ts';
import { findHost, type Inventory } from '../src/hosts/inventory.ts';
import { alone } from '../src/queue/lease.ts';
import type { ActiveJob } from '../src/queue/queue.ts';
import { collectionOf, type Records } from '../src/queue/records.ts';
import type { WatchJob, WatchResult } from '../src/queue/watch-job.ts';
import { WatchedHost } from '../src/report/watched.ts';
import { say } from '../src/text/say.ts';
import { tellInAll } from '../src/text/tell.ts';
import { runFlow } from './run-flow.ts';
import { takenAway } from './thread.ts';
import { watchedAfter } from './watched-after.ts';

/** The flow brings its own shells. `everyMs`: so long the connection is worth keeping. */
export type WatchHost = (
  request: WatchRequest & { readonly everyMs: number },
  run: { readonly signal: AbortSignal },
) => Promise<Seen>;

export interface WatchDeps {
  readonly inventory: Inventory;
  readonly watchHost: WatchHost;
  readonly records: Records;
  readonly logger: Logger;
  readonly clock: () => number;
  /** Milliseconds. */
  readonly wholeEveryMs: number;
}

/** The longest that one look may take, diagnoses included, however seldom it is. */
const LONGEST_MS = 120_000;
/** Of the interval; what is left covers a worker that takes the job late. */
const SHARE = 0.9;

/** Two diagnoses have to agree; a container that is being replaced is there again by then. */
const CONFIRM_SHARE = 1 / 6;
const CONFIRM_MOST_MS = 20_000;

/** Looks at a host and writes down what it saw; whoever tells people reads that. One at a time, whichever worker it is. */
export async function answerWatch(job: ActiveJob<WatchJob>, deps: WatchDeps): Promise<WatchResult> {
  const { host, everyMs, traceId } = job.data;
  const logger = deps.logger.child({ job: job.id, traceId, host });
  const deadlineMs = Math.min(everyMs * SHARE, LONGEST_MS);
  const turn = { collection: 'looks', key: host, by: job.id, turn: job.start };
  const looked = await alone(deps.records, { ...turn, forMs: deadlineMs, clock: deps.clock }, () =>
    lookAndKeep(job, { ...deps, logger, deadlineMs }),
  );
  if (looked === undefined) logger.info('already being looked at');
  return looked ?? { outcome: 'skipped' };
}

async function lookAndKeep(
  job: ActiveJob<WatchJob>,
  { deadlineMs, logger, ...deps }: WatchDeps & { readonly deadlineMs: number },
): Promise<WatchResult> {
  const { host: name, ports, whole, everyMs } = job.data;
  const watched = collectionOf(deps.records, 'watched', WatchedHost);
  const before = await watched.read(name);
  const begun = deps.clock();
  const ran = await runFlow(
    async (signal) => {
      const confirmMs = Math.min(everyMs * CONFIRM_SHARE, CONFIRM_MOST_MS);
      const { wholeEveryMs } = deps;
      const host = findHost(deps.inventory, name);
      const request = { host, ports, whole, before, wholeEveryMs, confirmMs, withinMs: deadlineMs };
      return deps.watchHost({ ...request, everyMs }, { signal });
    },
    {
      signal: job.signal,
      deadlineMs,
      job: job.id,
      what: say`The look at ${name}`,
      host: name,
    },
  );
  if (ran.kind === 'taken-away') throw takenAway();
  if (ran.kind === 'failed') logger.warn({ err: ran.cause }, 'not looked at');
  const seen: Seen =
    ran.kind === 'failed' ? { kind: 'unseen', because: tellInAll(ran.sentence) } : ran.result;

  const host = deps.inventory.hosts.find((one) => one.name === name);
  const at = new Date(begun).toISOString();
  await watched.change(name, (current) => {
    // Nobody watches it any more, or nothing is known of it yet; or somebody else has looked since.
    if (current === undefined && (before !== undefined || seen.kind === 'put-off')) return undefined;
    if (current !== undefined && Date.parse(current.lookedAt) > begun) return current;
    return watchedAfter(current, seen, { name, site: host?.site, tags: host?.tags ?? [], at, everyMs });
  });
  tell(logger, seen, deps.clock() - begun);
  return { outcome: seen.kind };
}

function tell(logger: Logger, seen: Seen, ms: number): void {
  switch (seen.kind) {
    case 'unchanged':
      return logger.debug({ ms }, 'looked at, unchanged');
    case 'diagnosed':
      return logger.info(
        { ms, changed: seen.changed, causes: seen.faults.map(({ cause }) => cause) },
        'looked at and diagnosed',
      );
    case 'put-off':
      return logger.info({ ms }, 'looked at, its diagnosis put off');
    case 'unseen':
      return logger.warn({ ms, because: seen.because.en }, 'could not look');
    default:
      return seen satisfies never;
  }
}
