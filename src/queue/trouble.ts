import type { JobQueue } from './queue.ts';

/** Milliseconds. */
export interface Patience {
  /** How long jobs may wait while nobody does any of their kind. */
  readonly untakenMs: number;
  /** How long a message may wait for Slack. */
  readonly undeliveredMs: number;
}

/** A free worker takes a job within milliseconds, and Slack's rate limits are over within a minute or so. */
const usual: Patience = { untakenMs: 60_000, undeliveredMs: 300_000 };

export interface Looked {
  /** The queues that this process works on; none where it only asks. */
  readonly works: readonly { readonly kind: { readonly name: string }; readonly site: string | undefined }[];
  /** Milliseconds since 1970: what waited before could not be taken here before. */
  readonly since: number;
  readonly clock: () => number;
  readonly patience?: Patience;
  /** Slack brings commands over HTTP: a process that is not ready gets none, and takes no messages to Slack the sooner for it. */
  readonly byHttp?: boolean | undefined;
}

/** Why jobs or messages do not get through, in sentences; empty where they do. Ends within seconds, whatever the store does. */
export async function queueTrouble(
  queue: Pick<JobQueue, 'label' | 'ping' | 'depth' | 'outbox'>,
  looked: Looked,
): Promise<readonly string[]> {
  const [answers, queues, outbox] = await Promise.all([
    queue.ping().then(
      () => true,
      () => false,
    ),
    Promise.all(looked.works.map((one) => untaken(queue, one, looked))).catch(unread),
    looked.byHttp === true ? [] : undelivered(queue, looked).catch(unread),
  ]);
  if (!answers) return [`the queue at ${queue.label} does not answer`];
  return [...new Set([...queues.flat(), ...outbox])];
}

/** The ping went through, this did not: half a store is no store. */
function unread(error: unknown): string[] {
  return [`the queue cannot be read: ${error instanceof Error ? error.message : String(error)}`];
}

async function untaken(
  queue: Pick<JobQueue, 'depth'>,
  { kind, site }: Looked['works'][number],
  { since, clock, patience = usual }: Looked,
): Promise<string[]> {
  const { paused, waiting, running, waitsSince = clock() } = await queue.depth(kind, site);
  const where = site === undefined ? kind.name : `${kind.name} of ${site}`;
  if (paused) return [`somebody has stopped the queue ${where}`];
  const waitedMs = clock() - Math.max(waitsSince, since);
  if (waiting === 0 || running > 0 || waitedMs < patience.untakenMs) return [];
  return [`nobody takes jobs from the queue ${where}: ${waiting} wait for ${seconds(waitedMs)}`];
}

async function undelivered(
  { outbox }: Pick<JobQueue, 'outbox'>,
  { clock, patience = usual }: Looked,
): Promise<string[]> {
  const { rows, since = clock() } = await outbox.undelivered(clock());
  const waitedMs = clock() - since;
  if (rows === 0 || waitedMs < patience.undeliveredMs) return [];
  return [`Slack takes no messages: ${rows} wait, the oldest for ${seconds(waitedMs)}`];
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}
