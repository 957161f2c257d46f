import type { Logger } from 'pino';
import type { Config } from '../src/config/types.ts';
import { FerrymanError } from '../src/errors.ts';
import { createNotifier } from '../src/notify/notifier.ts';
import { proxyOf, wayOut } from '../src/notify/way-out.ts';
import type { Metrics } from '../src/metrics/metrics.ts';
import { startHealth } from '../src/process/health.ts';
import { queueTrouble } from '../src/queue/trouble.ts';
import type { Tracing } from '../src/tracing/tracing.ts';
import { diagnoseJobs } from '../src/queue/diagnose-job.ts';
import { fixPlanJobs } from '../src/queue/fix-plan-job.ts';
import { logsJobs } from '../src/queue/logs-job.ts';
import { sitesOf } from '../src/hosts/sites.ts';
import { openQueue } from '../src/queue/open-queue.ts';
import type { JobQueue } from '../src/queue/queue.ts';
import { stampArrival } from './acknowledge.ts';
import { createAnswers } from './answers.ts';
import { registerCancel } from './cancel.ts';
import { registerDiagnose } from './diagnose.ts';
import { registerFixBridge } from './fix-bridge.ts';
import { registerLogs } from './logs.ts';
import { registerOperation } from './operation/index.ts';
import { registerQuiet } from './quiet.ts';
import { tieRequests } from './request-context.ts';
import { openDashboard } from './open-dashboard.ts';
import { registerStatus } from './status.ts';
import { slackPeople } from './people.ts';
import { createSlackApp } from './slack-app.ts';
import { watchSchedule } from './schedule-watches.ts';
import { registerUnknown } from './unknown.ts';
import { registerUnwatch } from './unwatch.ts';
import { registerWatch } from './watch.ts';
import { openForm } from './ways/form.ts';
import type { Homes } from './ways/home.ts';
import { registerWays } from './ways/index.ts';
import { watchJobs } from './ways/watch-jobs.ts';
import { type WaitingLine, watchLine } from './waiting-line.ts';
import { drawWaitingDiagnosis, drawWaitingLogs, drawWaitingPlan } from './while-waiting.ts';
import type { Asker } from './access.ts';
import type { AskedJob } from './ask.ts';
import { createWhisper } from '../src/notify/whisper.ts';

export interface BotDeps {
  readonly logger: Logger;
  /** Where bot and worker share one process, and so one queue; whoever opened it closes it. */
  readonly queue?: JobQueue;
  readonly clock?: () => number;
  readonly metrics?: Metrics | undefined;
  readonly tracing?: Tracing | undefined;
}

export interface Bot {
  /** Why it could not do its work now; empty when it can. */
  readiness(): Promise<readonly string[]>;
  /** The address of `/healthz` and `/readyz`, where configured. */
  readonly healthUrl?: string | undefined;
  /** Where the dashboard is, anew each time: a link may let in one browser only. Absent where there is none. */
  readonly dashboardLink?: string | undefined;
  stop(): Promise<void>;
}

/** The bot process: Slack in, jobs out. It never contacts a host. */
export async function startBot(config: Config, deps: BotDeps): Promise<Bot> {
  const { logger, clock = Date.now } = deps;
  const botToken = config.slack.botToken?.reveal() ?? '';
  const { metrics, tracing } = deps;
  const out = wayOut(proxyOf(config.slack), [metrics?.countSlackCalls, tracing?.traceSlackCalls]);
  const slack = await createSlackApp(config.slack, { logger, wayOut: out });
  const queue = deps.queue ?? (await ownQueue(config, deps));
  const notifier = createNotifier(
    { token: botToken, apiUrl: config.slack.apiUrl, fetch: out.fetch },
    { logger, outbox: queue.outbox },
  );

  let homes: Homes | undefined;
  const refresh = (userId: string) => homes?.refresh(userId) ?? Promise.resolve();
  const watch = watchJobs(queue, refresh, { clock, logger });
  const watches = watchSchedule({ hosts: config.hosts, configured: config.watch.on, queue, logger });
  const line = watchLine({ queue, notifier, botToken, clock, logger });
  const commandDeps = {
    config,
    line,
    botToken,
    queue,
    notifier,
    people: slackPeople(slack.app.client, clock),
    logger,
    clock,
    fetch: out.fetch,
    onAsked(job: AskedJob, { userId }: Asker) {
      watch.add(job, userId);
      void refresh(userId);
    },
  };
  tieRequests(slack.app, tracing);
  stampArrival(slack.app, commandDeps);
  const answers = createAnswers(slack.app);
  const waysDeps = {
    ...commandDeps,
    watches,
    client: slack.app.client,
    whisper: createWhisper({ token: botToken, apiUrl: config.slack.apiUrl, fetch: out.fetch }, { logger }),
  };
  registerDiagnose(answers, { ...commandDeps, askForHost: (request) => openForm(request, waysDeps) });
  registerCancel(answers, commandDeps);
  registerOperation(slack.app, answers, { ...commandDeps, client: slack.app.client });
  registerLogs(answers, commandDeps);
  registerFixBridge(answers, commandDeps);
  registerWatch(answers, { ...commandDeps, watches });
  registerUnwatch(answers, { ...commandDeps, watches });
  registerStatus(answers, commandDeps);
  registerQuiet(answers, commandDeps);
  homes = registerWays(slack.app, answers, waysDeps);
  registerUnknown(answers, commandDeps);

  const readiness = async () => [
    ...(slack.connected() ? [] : ['Slack is not connected']),
    ...(await queueTrouble(queue, { works: [], since: 0, clock, byHttp: config.slack.mode === 'http' })),
  ];
  if (deps.queue === undefined) metrics?.share({ queue, sites: sitesOf(config.hosts), clock });
  const health =
    deps.queue === undefined
      ? await startHealth(config.health, { ready: readiness, metrics: metrics?.page })
      : undefined;
  const dashboard = await openDashboard(config, { queue, logger, clock });
  await slack.start();
  void resumeLine(line, config).catch((error: unknown) =>
    logger.warn({ err: error }, 'not known who waits from before'),
  );
  // It says itself why not, and tries again.
  void watches.bring().catch(() => undefined);
  const started = { queue: queue.label, slack: config.slack.mode, hosts: config.hosts.length };
  // When whoever started it listens to signals: who reads this may send one at once.
  setImmediate(() => logger.info(started, 'bot started'));

  return {
    readiness,
    healthUrl: health?.url,
    get dashboardLink() {
      return dashboard?.link;
    },
    async stop() {
      await dashboard?.stop();
      await slack.disconnect();
      watch.stop();
      await line.stop();
      await watches.stop();
      await notifier.close();
      await health?.stop();
      if (deps.queue === undefined) await queue.close();
    },
  };
}

/** What another bot, or an earlier start of this one, has handed over and what waits still. */
async function resumeLine(line: WaitingLine, { hosts }: Config): Promise<void> {
  const sites = sitesOf(hosts);
  await line.resume({ kind: diagnoseJobs, draw: drawWaitingDiagnosis }, sites);
  await line.resume({ kind: logsJobs, draw: drawWaitingLogs }, sites);
  await line.resume({ kind: fixPlanJobs, draw: drawWaitingPlan }, sites);
}

async function ownQueue(config: Config, { logger, tracing }: BotDeps): Promise<JobQueue> {
  if (config.queue.kind === 'embedded') {
    throw new FerrymanError(
      'queue-not-shared',
      'A bot of its own needs Redis: without it the queue lives inside one process.',
      'Set REDIS_URL for bot and worker, or run both in one process: ferryman up',
    );
  }
  return openQueue(config.queue, { logger, telemetry: tracing?.queue });
}
