import process from 'node:process';
import type { Command } from 'commander';
import { configFor } from './cli.ts';
import type { Cli } from './cli.ts';

/** `ferryman up`, `ferryman bot`, `ferryman worker`: processes that run until they are told to stop. */
export function registerProcesses(program: Command, cli: Cli): void {
  program
    .command('up')
    .description('run bot and worker in this process; without Slack tokens in a workspace of its own')
    .option(
      '--local',
      'use the workspace of its own, where everybody may ask, whatever the configuration says',
    )
    .action(async (options: { local?: boolean }, command: Command) => orEnd(up(options, command, cli)));
  program
    .command('bot')
    .description('run the bot: takes commands from Slack, needs Redis')
    .action(async (_: unknown, command: Command) => orEnd(bot(command, cli)));
  program
    .command('worker')
    .description('run a worker: diagnoses hosts and answers in Slack, needs Redis')
    .action(async (_: unknown, command: Command) => orEnd(worker(command, cli)));
}

/** For the sentence on standard error. */
const flushMs = 200;

/** What a start that failed has opened by then would go on, and say on its port that it is alive: nobody would begin anew. */
async function orEnd(start: Promise<void>): Promise<void> {
  try {
    await start;
  } catch (error) {
    setTimeout(() => process.exit(), flushMs).unref();
    throw error;
  }
}

async function up({ local = false }: { local?: boolean }, command: Command, cli: Cli): Promise<void> {
  const config = await configFor(command, cli);
  const { createLogger, openFlow, openTelemetry, runUntilSignal } = await parts();
  const { startAll } = await import('./start-all.ts');
  const logger = createLogger({ level: config.logLevel, process: 'up' });
  const telemetry = await openTelemetry(config, { process: 'up', logger });
  const flow = await openFlow(config, telemetry);
  const all = await startAll(config, { ...telemetry, logger, flows: telemetry.watch(flow.flows), local });
  runUntilSignal(inTurn(all, { stop: () => flow.close() }, telemetry), { logger, process });
  const { stdout } = cli.terminal;
  if (all.workspace === undefined) stdout('Connected to Slack.\n');
  else {
    stdout(
      `${local ? 'Here' : 'No Slack tokens, so here'} is a workspace of its own: ${all.workspace.pageUrl}\n`,
    );
    stdout(`Type there: /diagnose ${config.hosts[0]?.name ?? '<host>'}\n`);
  }
  tellDashboard(all, cli);
  stdout(`Jobs are kept in ${all.queue}.\n`);
}

async function bot(command: Command, cli: Cli): Promise<void> {
  // Keys and snapshots are the worker's; a bot need not have them.
  const config = await configFor(command, cli, { files: 'ignore' });
  const { createLogger, openTelemetry, runUntilSignal } = await parts();
  const { startBot } = await import('../../commands/index.ts');
  const logger = createLogger({ level: config.logLevel, process: 'bot' });
  const telemetry = await openTelemetry(config, { process: 'bot', logger });
  const running = await startBot(config, { ...telemetry, logger });
  runUntilSignal(inTurn(running, telemetry), { logger, process });
  tellDashboard(running, cli);
}

/** Not in the log: the link is a key. */
function tellDashboard({ dashboardLink }: { readonly dashboardLink?: string | undefined }, cli: Cli): void {
  if (dashboardLink !== undefined) cli.terminal.stdout(`Hosts, incidents and jobs, live: ${dashboardLink}\n`);
}

async function worker(command: Command, cli: Cli): Promise<void> {
  const config = await configFor(command, cli);
  const { createLogger, openFlow, openTelemetry, runUntilSignal } = await parts();
  const { startWorker } = await import('../../workers/index.ts');
  const logger = createLogger({ level: config.logLevel, process: 'worker' });
  const telemetry = await openTelemetry(config, { process: 'worker', logger });
  const flow = await openFlow(config, telemetry);
  const running = await startWorker(config, { ...telemetry, logger, flows: telemetry.watch(flow.flows) });
  runUntilSignal(inTurn(running, { stop: () => flow.close() }, telemetry), { logger, process });
}

/** Jobs end before their connections do, and spans are sent after the last of them; each ends even where another does not. */
function inTurn(...services: readonly { stop(): Promise<void> }[]) {
  return {
    async stop() {
      const [first, ...others] = services;
      try {
        await first?.stop();
      } finally {
        if (others.length > 0) await inTurn(...others).stop();
      }
    },
  };
}

/** Loaded only when needed, so that the other subcommands start fast. */
async function parts() {
  const [{ createLogger }, { openFlow }, { openTelemetry }, { runUntilSignal }] = await Promise.all([
    import('../process/logger.ts'),
    import('./flow.ts'),
    import('./telemetry.ts'),
    import('../process/run-until-signal.ts'),
  ]);
  return { createLogger, openFlow, openTelemetry, runUntilSignal };
}
