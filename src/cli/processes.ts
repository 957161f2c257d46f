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
    .action(async (options: { local?: boolean }, command: Command) => up(options, command, cli));
  program
    .command('bot')
    .description('run the bot: takes commands from Slack, needs Redis')
    .action(async (_: unknown, command: Command) => bot(command, cli));
  program
    .command('worker')
    .description('run a worker: diagnoses hosts and answers in Slack, needs Redis')
    .action(async (_: unknown, command: Command) => worker(command, cli));
}

async function up({ local = false }: { local?: boolean }, command: Command, cli: Cli): Promise<void> {
  const config = await configFor(command, cli);
  const { createLogger, openFlow, runUntilSignal } = await parts();
  const { startAll } = await import('./start-all.ts');
  const logger = createLogger({ level: config.logLevel, process: 'up' });
  const flow = await openFlow(config);
  const all = await startAll(config, { logger, flows: flow.flows, local });
  runUntilSignal(inTurn(all, flow), { logger, process });
  const { stdout } = cli.terminal;
  if (all.workspace === undefined) stdout('Connected to Slack.\n');
  else {
    stdout(
      `${local ? 'Here' : 'No Slack tokens, so here'} is a workspace of its own: ${all.workspace.pageUrl}\n`,
    );
    stdout(`Type there: /diagnose ${config.hosts[0]?.name ?? '<host>'}\n`);
  }
  stdout(`Jobs are kept in ${all.queue}.\n`);
}

async function bot(command: Command, cli: Cli): Promise<void> {
  // Keys and snapshots are the worker's; a bot need not have them.
  const config = await configFor(command, cli, { files: 'ignore' });
  const { createLogger, runUntilSignal } = await parts();
  const { startBot } = await import('../../commands/index.ts');
  const logger = createLogger({ level: config.logLevel, process: 'bot' });
  runUntilSignal(await startBot(config, { logger }), { logger, process });
}

async function worker(command: Command, cli: Cli): Promise<void> {
  const config = await configFor(command, cli);
  const { createLogger, openFlow, runUntilSignal } = await parts();
  const { startWorker } = await import('../../workers/index.ts');
  const logger = createLogger({ level: config.logLevel, process: 'worker' });
  const flow = await openFlow(config);
  const running = await startWorker(config, { logger, flows: flow.flows });
  runUntilSignal(inTurn(running, flow), { logger, process });
}

/** Jobs end before their connections do. */
function inTurn(service: { stop(): Promise<void> }, flow: { close(): Promise<void> }) {
  return {
    async stop() {
      try {
        await service.stop();
      } finally {
        await flow.close();
      }
    },
  };
}

/** Loaded only when needed, so that the other subcommands start fast. */
async function parts() {
  const [{ createLogger }, { openFlow }, { runUntilSignal }] = await Promise.all([
    import('../process/logger.ts'),
    import('./flow.ts'),
    import('../process/run-until-signal.ts'),
  ]);
  return { createLogger, openFlow, runUntilSignal };
}
