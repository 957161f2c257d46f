import type { Registry } from 'prom-client';
import { z } from 'zod';
import { FerrymanError } from '../errors.ts';
import type { ActiveJob, JobQueue, Traced, WorkOptions } from '../queue/queue.ts';
import { counters, histograms, ownGauges } from './catalogue.ts';
import { counter, gauge, histogram, siteLabel } from './define.ts';

/** What a job leaves behind says how it went, where its kind knows more than one end. */
const Ended = z.object({ outcome: z.string() });
const Watch = z.object({ host: z.string() });

/** @param siteOf the site of a host of the inventory */
export function countJobs(
  registry: Registry,
  siteOf: (host: string) => string | undefined,
): (queue: JobQueue) => JobQueue {
  const jobs = counter(registry, counters.jobs);
  const looks = counter(registry, counters.watchLooks);
  const wait = histogram(registry, histograms.jobWait);
  const duration = histogram(registry, histograms.jobDuration);
  const late = histogram(registry, histograms.watchLate);
  const running = gauge(registry, ownGauges.jobsRunning);

  function begun(kind: string, { start, waitedMs }: Pick<ActiveJob<unknown>, 'start' | 'waitedMs'>): void {
    running.inc({ kind });
    // A later start did not wait: the one before it failed, or its worker was gone.
    if (start > 1) return;
    wait.observe({ kind }, waitedMs / 1_000);
    if (kind === 'watch') late.observe(waitedMs / 1_000);
  }

  function ended(kind: string, data: unknown, outcome: string, tookMs: number): void {
    running.dec({ kind });
    duration.observe({ kind }, tookMs / 1_000);
    jobs.inc({ kind, outcome });
    const watched = kind === 'watch' ? Watch.safeParse(data).data : undefined;
    if (watched !== undefined) looks.inc({ site: siteLabel(siteOf(watched.host)), outcome });
  }

  return (queue) => ({
    ...queue,
    work(kind, sites, run, options) {
      running.set({ kind: kind.name }, 0);
      return queue.work(
        kind,
        sites,
        async (job) => {
          const since = performance.now();
          begun(kind.name, job);
          const end = (outcome: string) => ended(kind.name, job.data, outcome, performance.now() - since);
          try {
            const result = await run(job);
            end(Ended.safeParse(result).data?.outcome ?? 'done');
            return result;
          } catch (error) {
            end(wasTakenAway(error) ? 'taken-away' : 'failed');
            throw error;
          }
        },
        {
          ...options,
          onGivenUp: countingGivenUp(options, () => jobs.inc({ kind: kind.name, outcome: 'given-up' })),
        },
      );
    },
  });
}

function countingGivenUp<Job extends Traced>(
  { onGivenUp }: WorkOptions<Job>,
  count: () => void,
): NonNullable<WorkOptions<Job>['onGivenUp']> {
  return async (job) => {
    count();
    await onGivenUp?.(job);
  };
}

function wasTakenAway(error: unknown): boolean {
  return error instanceof FerrymanError && error.code === 'job-taken-away';
}
