import type { Logger } from 'pino';
import { startBot } from '../../commands/index.ts';
import { diagnoseHereId } from '../../commands/ways/shortcut.ts';
import { type Flows, startWorker } from '../../workers/index.ts';
import { Secret } from '../config/secret.ts';
import type { Config } from '../config/types.ts';
import { FerrymanError } from '../errors.ts';
import { slackCommands } from './slack-commands.ts';
import { sitesOf } from '../hosts/sites.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { startHealth } from '../process/health.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { openQueue } from '../queue/open-queue.ts';
import { SUPPORT, TEAM } from '../workspace/state/people.ts';
import { startWorkspace, type Workspace } from '../workspace/workspace.ts';

export interface AllDeps {
  /** The workspace on this machine even where the configuration is meant for a real Slack. */
  readonly local?: boolean;
  readonly logger: Logger;
  readonly flows: Flows;
  readonly metrics?: Metrics | undefined;
  readonly tracing?: Tracing | undefined;
}

export interface All {
  /** Where jobs are kept, for people. */
  readonly queue: string;
  /** The local workspace; absent where there is a real Slack. */
  readonly workspace?: Workspace | undefined;
  readonly healthUrl?: string | undefined;
  /** Lets one browser in; another one each time. */
  readonly dashboardLink?: string | undefined;
  readiness(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Bot and worker in one process over one queue; without Slack tokens in a workspace of their own on 127.0.0.1. */
export async function startAll(config: Config, deps: AllDeps): Promise<All> {
  // What was started is stopped in the opposite order, also where a later part does not start.
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const part of started.splice(0).toReversed()) await part.stop();
  };
  try {
    return await startInOrder(config, deps, started, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startInOrder(
  config: Config,
  { logger, flows, local = false, metrics, tracing }: AllDeps,
  started: { stop(): Promise<void> }[],
  stop: () => Promise<void>,
): Promise<All> {
  if (!local) refuseWithoutTokens(config);
  const workspace =
    hasSlack(config) && !local ? undefined : await startWorkspace(workspaceOptions(config, logger));
  if (workspace !== undefined) started.push(workspace);
  const settled = workspace === undefined ? config : inWorkspace(config, workspace);

  const queue = await openQueue(config.queue, { logger, telemetry: tracing?.queue });
  started.push({ stop: () => queue.close() });
  const worker = await startWorker(settled, { logger, flows, queue, metrics, tracing });
  started.push(worker);
  const bot = await startBot(settled, { logger, queue, metrics, tracing });
  started.push(bot);

  const readiness = async () => {
    const [ofBot, ofWorker] = await Promise.all([bot.readiness(), worker.readiness()]);
    return [...new Set([...ofBot, ...ofWorker])];
  };
  metrics?.share({ queue, sites: sitesOf(config.hosts), clock: Date.now });
  const health = await startHealth(config.health, {
    ready: readiness,
    broken: () => worker.broken(),
    metrics: metrics?.page,
  });
  if (health !== undefined) started.push(health);
  return {
    queue: queue.label,
    workspace,
    healthUrl: health?.url,
    get dashboardLink() {
      return bot.dashboardLink;
    },
    readiness,
    stop,
  };
}

/** In the local workspace everybody may ask; whoever wrote down who may meant another one. */
function refuseWithoutTokens(config: Config): void {
  if (hasSlack(config) || config.access.teams.length === 0) return;
  throw new FerrymanError(
    'slack-token-missing',
    'access.teams names a Slack workspace, and neither SLACK_BOT_TOKEN nor SLACK_APP_TOKEN is set.',
    'Look for a mistyped variable name. For a workspace on this machine, in which everybody may ask: ferryman up --local',
  );
}

function hasSlack({ slack }: Config): boolean {
  return slack.botToken !== undefined || slack.appToken !== undefined || slack.signingSecret !== undefined;
}

function workspaceOptions(config: Config, logger: Logger) {
  return {
    port: config.workspace.port,
    log: logger,
    commands: slackCommands,
    shortcuts: [{ callback_id: diagnoseHereId, name: 'Diagnose here' }],
  };
}

/** The workspace is on 127.0.0.1 alone and its people are made up, so the rules for the real ones have no meaning in it. */
function inWorkspace(config: Config, workspace: Workspace): Config {
  const everyone = { everyone: true, users: [], groups: [], channels: [] };
  return {
    ...config,
    // Beside its page; whoever is let in there may see this as well, each with a link of its own.
    dashboard: { ...config.dashboard, port: config.dashboard.port ?? 0 },
    support: [SUPPORT.id],
    access: {
      teams: [TEAM.id],
      rules: {
        diagnose: everyone,
        logs: everyone,
        'fix-bridge': everyone,
        watch: everyone,
        quiet: everyone,
        status: everyone,
        approve: everyone,
      },
    },
    slack: {
      mode: 'socket',
      port: config.slack.port,
      apiUrl: workspace.apiUrl,
      botToken: new Secret(workspace.botToken),
      appToken: new Secret(workspace.appToken),
    },
  };
}
