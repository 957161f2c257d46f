import type { Logger } from 'pino';
import type { Config } from '../src/config/types.ts';
import { FerrymanError } from '../src/errors.ts';
import { createNotifier } from '../src/notify/notifier.ts';
import { respondTo } from '../src/notify/respond.ts';
import { openUrl } from '../src/notify/sealed-url.ts';
import { proxyOf, wayOut } from '../src/notify/way-out.ts';
import { startHealth } from '../src/process/health.ts';
import { openQueue, type QueueTimes } from '../src/queue/open-queue.ts';
import type { JobQueue } from '../src/queue/queue.ts';
import { diagnoseJobs } from '../src/queue/diagnose-job.ts';
import { answerDiagnose, type Diagnose, giveUpDiagnose } from './diagnose.ts';
import type { ThreadDeps } from './thread.ts';
import { servedSites } from './sites.ts';

export interface WorkerDeps {
  readonly logger: Logger;
  readonly diagnose: Diagnose;
  /** Where bot and worker share one process, and so one queue; whoever opened it closes it. */
  readonly queue?: JobQueue;
  readonly clock?: () => number;
  /** How long one diagnosis may take. */
  readonly deadlineMs?: number;
  /** How long running jobs may take to end when the worker stops. */
  readonly drainMs?: number;
  readonly times?: QueueTimes;
}

export interface Worker {
  /** Why it could not do its work now; empty when it can. */
  readiness(): Promise<readonly string[]>;
  /** The address of `/healthz` and `/readyz`, where configured. */
  readonly healthUrl?: string | undefined;
  stop(): Promise<void>;
}

/** The worker process: jobs in, threads out. The only one that contacts hosts. */
export async function startWorker(config: Config, deps: WorkerDeps): Promise<Worker> {
  const { logger, clock = Date.now, deadlineMs = 60_000, drainMs = 50_000 } = deps;
  const token = config.slack.botToken?.reveal() ?? noToken();
  const out = wayOut(proxyOf(config.slack));
  const queue = deps.queue ?? (await ownQueue(config, deps));
  const threadDeps: ThreadDeps = {
    notifier: createNotifier({ token, apiUrl: config.slack.apiUrl, fetch: out.fetch }, { logger }),
    async tellAsker(job, message) {
      const url = job.sealedReplyUrl === undefined ? undefined : openUrl(job.sealedReplyUrl, token);
      if (url !== undefined) await respondTo(url, message, { logger, fetch: out.fetch });
    },
    logger,
    clock,
  };
  const diagnoseDeps = { ...threadDeps, inventory: config, diagnose: deps.diagnose, deadlineMs };

  const sites = servedSites(config);
  const jobs = await queue.work(diagnoseJobs, sites, (job) => answerDiagnose(job, diagnoseDeps), {
    concurrency: config.worker.concurrency,
    onGivenUp: (job) => giveUpDiagnose(job, threadDeps),
  });
  const readiness = async () => [
    ...(jobs.running ? [] : ['no jobs are taken']),
    ...(await queue.ping().then(
      () => [],
      () => [`the queue at ${queue.label} does not answer`],
    )),
  ];
  const health = deps.queue === undefined ? await startHealth(config.health, readiness) : undefined;
  logger.info({ queue: queue.label, sites: sites.map((site) => site ?? '(none)') }, 'worker started');

  return {
    readiness,
    healthUrl: health?.url,
    async stop() {
      logger.info({ outcome: await jobs.drain(drainMs) }, 'jobs ended');
      await health?.stop();
      if (deps.queue === undefined) await queue.close();
    },
  };
}

async function ownQueue(config: Config, { logger, times }: WorkerDeps): Promise<JobQueue> {
  if (config.queue.kind === 'embedded') {
    throw new FerrymanError(
      'queue-not-shared',
      'A worker of its own needs Redis: without it the queue lives inside one process.',
      'Set REDIS_URL for bot and worker, or run both in one process: ferryman up',
    );
  }
  return openQueue(config.queue, { logger, ...(times === undefined ? {} : { times }) });
}

function noToken(): never {
  throw new FerrymanError(
    'slack-token-missing',
    'SLACK_BOT_TOKEN is not set.',
    'Set it to the one that the bot has: the worker writes the answers.',
  );
}
