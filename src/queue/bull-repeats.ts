import { isDeepStrictEqual } from 'node:util';
import type { Daily, Every, Repeats } from './repeats.ts';
import { within } from './within.ts';

/** As much of BullMQ's Queue as is used here, the same over every store. */
interface BullQueue {
  upsertJobScheduler(
    id: string,
    repeat: { every: number; startDate: number } | { pattern: string; tz: string },
    template: { name: string; data: unknown; opts: TemplateOptions },
  ): Promise<unknown>;
  getJobScheduler(id: string): Promise<Scheduler | undefined>;
  getJobSchedulers(): Promise<Scheduler[]>;
  removeJobScheduler(id: string): Promise<boolean>;
}

interface Scheduler {
  readonly key: string;
  readonly every?: number | undefined;
  readonly pattern?: string | undefined;
  readonly tz?: string | undefined;
  readonly template?: { readonly data?: unknown } | undefined;
}

/** The next run is the second try; what they left is in the records. */
const templateOptions = {
  attempts: 1,
  removeOnComplete: { age: 600, count: 100 },
  removeOnFail: { age: 3_600, count: 100 },
  // Each run would else go on the trace of the one before it, for ever.
  telemetry: { omitContext: true },
} as const;
type TemplateOptions = typeof templateOptions;

const patienceMs = 3_000;

export function bullRepeats(
  queueOf: (kind: { readonly name: string }, site: string | undefined) => BullQueue,
): Repeats {
  return {
    async start(kind, { id, site, job, when }) {
      const queue = queueOf(kind, site);
      const data = kind.job.parse(job);
      const known = await within(patienceMs, queue.getJobScheduler(id));
      if (known !== undefined && isSame(known, when) && isDeepStrictEqual(known.template?.data, data)) return;
      const repeat =
        'cron' in when
          ? { pattern: when.cron, tz: when.zone }
          : { every: when.everyMs, startDate: Date.now() + when.offsetMs };
      await within(
        patienceMs,
        queue.upsertJobScheduler(id, repeat, { name: kind.name, data, opts: templateOptions }),
      );
    },
    async end(kind, { id, site }) {
      await within(patienceMs, queueOf(kind, site).removeJobScheduler(id));
    },
    async list(kind, site) {
      const schedulers = await within(patienceMs, queueOf(kind, site).getJobSchedulers());
      return schedulers.map(({ key }) => key);
    },
  };
}

function isSame({ every, pattern, tz }: Scheduler, when: Every | Daily): boolean {
  return 'cron' in when ? pattern === when.cron && tz === when.zone : Number(every) === when.everyMs;
}
