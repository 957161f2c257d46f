import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { openAudit } from '../src/audit/audit.ts';
import type { Config } from '../src/config/types.ts';
import { FerrymanError } from '../src/errors.ts';
import { createNotifier } from '../src/notify/notifier.ts';
import { respondTo } from '../src/notify/respond.ts';
import { openUrl } from '../src/notify/sealed-url.ts';
import { proxyOf, wayOut } from '../src/notify/way-out.ts';
import type { Metrics } from '../src/metrics/metrics.ts';
import { startHealth } from '../src/process/health.ts';
import type { Tracing } from '../src/tracing/tracing.ts';
import { openQueue, type QueueTimes } from '../src/queue/open-queue.ts';
import type { JobQueue } from '../src/queue/queue.ts';
import { diagnoseJobs } from '../src/queue/diagnose-job.ts';
import { fixApplyJobs } from '../src/queue/fix-apply-job.ts';
import { fixLookJobs } from '../src/queue/fix-look-job.ts';
import { fixPlanJobs } from '../src/queue/fix-plan-job.ts';
import { findJobs } from '../src/queue/find-job.ts';
import { followJobs } from '../src/queue/follow-job.ts';
import { logsJobs } from '../src/queue/logs-job.ts';
import { daysOf } from '../src/queue/days.ts';
import { watchJobs } from '../src/queue/watch-job.ts';
import { usualDeskMs, workAtDesk } from './at-desk.ts';
import { workAtDigest } from './at-digest.ts';
import { answerDiagnose, type Diagnose, giveUpDiagnose } from './diagnose.ts';
import { type ApplyFlows, answerFixApply, type FixApplyDeps, giveUpFixApply } from './fix-apply.ts';
import { answerFixLook, lookAgain } from './fix-look.ts';
import { answerFixPlan, type FixPlanDeps, giveUpFixPlan, type PlanFlows } from './fix-plan.ts';
import { answerFind, type LookUpHere } from './find.ts';
import { answerFollow, type FollowDeps, type FollowLog, giveUpFollow } from './follow.ts';
import { answerLogs, giveUpLogs, type LogsDeps, type ReadLogs } from './logs.ts';
import type { LookTimes } from './fix-outcome.ts';
import { logJobs } from './log-jobs.ts';
import { deadCrews, workerTrouble } from './readiness.ts';
import { sitesOf } from '../src/hosts/sites.ts';
import { otherSites, servedSites, serves } from './sites.ts';
import type { ThreadDeps } from './thread.ts';
import { answerWatch, type WatchHost } from './watch.ts';

/** What a worker does on hosts; the flows bring their own shells. */
export interface Flows extends PlanFlows, ApplyFlows {
  readonly diagnose: Diagnose;
  readonly lookUp: LookUpHere;
  readonly readLogs: ReadLogs;
  readonly followLog: FollowLog;
  readonly watchHost: WatchHost;
}

export interface WorkerDeps {
  readonly logger: Logger;
  readonly flows: Flows;
  /** Where bot and worker share one process, and so one queue; whoever opened it closes it. */
  readonly queue?: JobQueue;
  readonly clock?: () => number;
  /** How long one diagnosis may take; a log, beside which the host is diagnosed, half as long again. */
  readonly deadlineMs?: number;
  /** How long running jobs may take to end when the worker stops. */
  readonly drainMs?: number;
  readonly times?: QueueTimes;
  /** How often a followed log may be drawn, and looked at again. */
  readonly follow?: Pick<FollowDeps, 'gapMs' | 'lookAgainMs' | 'askMs' | 'catchUpMs'>;
  readonly fix?: Partial<FixTimes>;
  /** How often what people were told of watched hosts is compared with what is known. */
  readonly deskEveryMs?: number;
  readonly metrics?: Metrics | undefined;
  readonly tracing?: Tracing | undefined;
}

/** Milliseconds. */
export interface FixTimes extends LookTimes {
  /** How long a change may take before its host is left to itself and asked later. */
  readonly deadlineMs: number;
}

/** A host that has lost its network takes back within minutes; half an hour covers its restart, too. */
const fixTimes: FixTimes = {
  deadlineMs: 20 * 60_000,
  everyMs: 30_000,
  forMs: 30 * 60_000,
  withinMs: 5 * 60_000,
};

export interface Worker {
  /** Why it could not do its work now; empty when it can. */
  readiness(): Promise<readonly string[]>;
  /** What only a new start can mend. */
  broken(): readonly string[];
  /** The address of `/healthz` and `/readyz`, where configured. */
  readonly healthUrl?: string | undefined;
  stop(): Promise<void>;
}

/** At the same time, for each site: following costs a host next to nothing and lasts, a look-up is over in milliseconds. */
const follows = 20;
const finds = 10;
/** A change waits for its host most of the time. */
const fixes = 10;
/** A look waits for its host nearly all of the time: five hundred dead ones, once a minute, keep as many waiting for ten seconds each. */
const looks = 96;

/** The worker process: jobs in, threads out. The only one that contacts hosts. */
export async function startWorker(config: Config, deps: WorkerDeps): Promise<Worker> {
  const { logger, clock = Date.now, deadlineMs = 60_000, drainMs = 50_000 } = deps;
  const token = config.slack.botToken?.reveal() ?? noToken();
  const { metrics, tracing } = deps;
  const out = wayOut(proxyOf(config.slack), [metrics?.countSlackCalls, tracing?.traceSlackCalls]);
  const opened = deps.queue ?? (await ownQueue(config, deps));
  const queue = logJobs(metrics?.countJobs(opened) ?? opened);
  const notifier = createNotifier(
    { token, apiUrl: config.slack.apiUrl, fetch: out.fetch },
    { logger, outbox: queue.outbox },
  );
  const threadDeps: ThreadDeps = {
    notifier,
    async tellAsker(job, message) {
      const url = job.sealedReplyUrl === undefined ? undefined : openUrl(job.sealedReplyUrl, token);
      if (url !== undefined) await respondTo(url, message, { logger, fetch: out.fetch });
    },
    days: daysOf(queue.records),
    logger,
    clock,
  };
  const { diagnose, lookUp, readLogs, followLog } = deps.flows;
  const diagnoseDeps = {
    ...threadDeps,
    inventory: config,
    diagnose,
    kept: queue.kept,
    token,
    deadlineMs,
    worker: hostname(),
  };
  const logsDeps: LogsDeps = {
    ...threadDeps,
    inventory: config,
    readLogs,
    lookUp,
    queue,
    token,
    otherSites: otherSites(config),
    serves: (host) => serves(config, host),
    deadlineMs: deadlineMs * 1.5,
    worker: hostname(),
  };
  const { planFix, planRevert, applyFix, reconcileFix } = deps.flows;
  const audit = openAudit(config.audit.file, { redact: config.redact });
  const fixPlanDeps: FixPlanDeps = {
    ...threadDeps,
    audit,
    inventory: config,
    planFix,
    planRevert,
    token,
    deadlineMs: deadlineMs * 1.5,
    worker: hostname(),
  };
  const times = { ...fixTimes, ...deps.fix };
  const fixApplyDeps: FixApplyDeps = {
    ...threadDeps,
    audit,
    inventory: config,
    queue,
    applyFix,
    reconcileFix,
    deadlineMs: times.deadlineMs,
    look: times,
  };
  const stopping = new AbortController();
  const followDeps = {
    ...threadDeps,
    inventory: config,
    followLog,
    stopping: stopping.signal,
    crowd: new Set<string>(),
    ...deps.follow,
  };

  const watchDeps = {
    inventory: config,
    watchHost: deps.flows.watchHost,
    records: queue.records,
    logger,
    clock,
    wholeEveryMs: config.watch.wholeMs,
  };

  const sites = servedSites(config);
  const { concurrency } = config.worker;
  const crews = await Promise.all([
    queue.work(diagnoseJobs, sites, (job) => answerDiagnose(job, diagnoseDeps), {
      concurrency,
      onGivenUp: (job) => giveUpDiagnose(job, threadDeps),
    }),
    queue.work(logsJobs, sites, (job) => answerLogs(job, logsDeps), {
      concurrency,
      onGivenUp: (job) => giveUpLogs(job, threadDeps),
    }),
    queue.work(followJobs, sites, (job) => answerFollow(job, followDeps), {
      concurrency: follows,
      onGivenUp: (job) => giveUpFollow(job, threadDeps),
    }),
    queue.work(fixPlanJobs, sites, (job) => answerFixPlan(job, fixPlanDeps), {
      concurrency,
      onGivenUp: (job) => giveUpFixPlan(job, fixPlanDeps),
    }),
    queue.work(fixApplyJobs, sites, (job) => answerFixApply(job, fixApplyDeps), {
      concurrency: fixes,
      onGivenUp: (job) => giveUpFixApply(job, fixApplyDeps),
    }),
    queue.work(fixLookJobs, sites, (job) => answerFixLook(job, fixApplyDeps), {
      concurrency: fixes,
      onGivenUp: async (job) => void (await lookAgain(job, fixApplyDeps)),
    }),
    queue.work(findJobs, sites, (job) => answerFind(job, { lookUp }), { concurrency: finds }),
    queue.work(watchJobs, sites, (job) => answerWatch(job, watchDeps), { concurrency: looks }),
    workAtDesk(config, {
      queue,
      notifier,
      dispatcher: out.dispatcher,
      logger,
      clock,
      everyMs: deps.deskEveryMs,
    }),
    workAtDigest(config, {
      queue,
      notifier,
      dispatcher: out.dispatcher,
      logger,
      clock,
      everyMs: deps.deskEveryMs,
    }),
  ]);
  notifier.takeOver();
  const startedAt = clock();
  let stopped = false;
  const state = {
    queue,
    crews,
    sites,
    startedAt,
    deskEveryMs: deps.deskEveryMs ?? usualDeskMs,
    clock,
    byHttp: deps.queue !== undefined && config.slack.mode === 'http',
  };
  const readiness = () => workerTrouble(state);
  const broken = () => (stopped ? [] : deadCrews(state));
  if (deps.queue === undefined) metrics?.share({ queue, sites: sitesOf(config.hosts), clock });
  const health =
    deps.queue === undefined
      ? await startHealth(config.health, { ready: readiness, broken, metrics: metrics?.page })
      : undefined;
  const started = { queue: queue.label, sites: sites.map((site) => site ?? '(none)') };
  // When whoever started it listens to signals: who reads this may send one at once.
  setImmediate(() => logger.info(started, 'worker started'));

  return {
    readiness,
    broken,
    healthUrl: health?.url,
    async stop() {
      stopped = true;
      // Nobody waits two minutes for the end of a log.
      stopping.abort();
      const outcomes = await Promise.all(crews.map((crew) => crew.drain(drainMs)));
      await notifier.close();
      logger.info({ outcome: outcomes.includes('aborted') ? 'aborted' : 'drained' }, 'jobs ended');
      await health?.stop();
      if (deps.queue === undefined) await queue.close();
    },
  };
}

async function ownQueue(config: Config, { logger, times, tracing }: WorkerDeps): Promise<JobQueue> {
  if (config.queue.kind === 'embedded') {
    throw new FerrymanError(
      'queue-not-shared',
      'A worker of its own needs Redis: without it the queue lives inside one process.',
      'Set REDIS_URL for bot and worker, or run both in one process: ferryman up',
    );
  }
  const telemetry = tracing?.queue;
  return openQueue(config.queue, { logger, telemetry, ...(times === undefined ? {} : { times }) });
}

function noToken(): never {
  throw new FerrymanError(
    'slack-token-missing',
    'SLACK_BOT_TOKEN is not set.',
    'Set it to the one that the bot has: the worker writes the answers.',
  );
}
