import { Redis } from 'ioredis';
import { z } from 'zod';
import { queueNameOf } from '../../src/queue/keys.ts';
import { watchJobs } from '../../src/queue/watch-job.ts';

/** One look as the queue saw it; milliseconds since 1970, by Redis's clock. */
export interface Look {
  readonly host: string;
  readonly due: number;
  readonly begun: number;
  readonly ended?: number;
  readonly outcome?: string;
}

/** Of BullMQ's stream of events, which it writes whether or not anybody reads it. */
const Entries = z.array(z.tuple([z.string(), z.array(z.string())]));

const stream = `{ferryman}:${queueNameOf(watchJobs, undefined)}:events`;
const readEveryMs = 2_000;

/** Notes all looks from now on, however few of them the queue keeps. */
export function noteLooks(redis: Redis): { readonly looks: () => readonly Look[]; stop(): void } {
  const looks: Look[] = [];
  const running = new Map<string, number>();
  let last = '0';

  function note(id: string, fields: readonly string[]): void {
    const event = Object.fromEntries(
      fields.flatMap((name, i) => (i % 2 === 0 ? [[name, fields[i + 1] ?? '']] : [])),
    );
    const { event: kind, jobId = '', returnvalue = '' } = event;
    // The scheduler's own: repeat:<host>:<due>.
    const [, host, due] = /^repeat:(.+):(\d+)$/.exec(jobId) ?? [];
    if (host === undefined) return;
    const at = Number(id.split('-')[0]);
    if (kind === 'active') {
      running.set(jobId, looks.push({ host, due: Number(due), begun: at }) - 1);
    } else if (kind === 'completed' || kind === 'failed') {
      const index = running.get(jobId) ?? -1;
      const look = looks[index];
      const outcome = /"outcome":"([\w-]+)"/.exec(returnvalue)?.[1] ?? kind;
      if (look !== undefined) looks[index] = { ...look, ended: at, outcome };
    }
  }

  async function read(): Promise<void> {
    for (const [id, fields] of Entries.parse(await redis.xrange(stream, `(${last}`, '+'))) {
      note(id, fields);
      last = id;
    }
  }

  let reading = Promise.resolve();
  const timer = setInterval(() => {
    reading = reading.then(read);
  }, readEveryMs);
  return { looks: () => looks, stop: () => clearInterval(timer) };
}

/** What became of the looks that were due in a span of time. */
export interface Round {
  readonly late: readonly number[];
  readonly took: readonly number[];
  /** Looks by how they ended. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Moments at which a host was not looked at, and looks beyond the one that was due. */
  readonly missed: number;
  readonly doubled: number;
}

export function roundOf(looks: readonly Look[], { from, to }: Span, { hosts, everyMs }: Watching): Round {
  const within = looks.filter(({ due }) => due >= from && due < to);
  const moments = new Set(within.map(({ host, due }) => `${host} ${due}`));
  const skipped = within.filter(({ outcome }) => outcome === 'skipped').length;
  const outcomes: Record<string, number> = {};
  for (const { outcome = 'not over' } of within) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return {
    late: within.map(({ due, begun }) => begun - due),
    took: within.flatMap(({ begun, ended }) => (ended === undefined ? [] : [ended - begun])),
    outcomes,
    missed: Math.round((hosts * (to - from)) / everyMs) - moments.size,
    doubled: within.length - moments.size + skipped,
  };
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Watching {
  readonly hosts: number;
  readonly everyMs: number;
}
