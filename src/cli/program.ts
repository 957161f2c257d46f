import { Command, CommanderError } from 'commander';
import type { Config } from '../config/types.ts';
import { english, readerOf } from '../text/reader.ts';
import { registerAudit } from './audit.ts';
import type { Cli } from './cli.ts';
import { globalOptions } from './cli.ts';
import { registerDiagnose } from './diagnose.ts';
import { registerDigest } from './digest.ts';
import { registerDoctor } from './doctor.ts';
import { describeFailure, exitCodes } from './failure.ts';
import { registerFixBridge } from './fix-bridge.ts';
import { registerHosts } from './hosts.ts';
import { registerLogs } from './logs.ts';
import { registerNotify } from './notify.ts';
import { registerProcesses } from './processes.ts';
import { registerRules } from './rules.ts';
import { registerSnapshot } from './snapshot.ts';
import { registerTrust } from './trust.ts';

/**
 * Runs `ferryman …` and gives its exit code. A subcommand sets another one than 0 through `report`; whatever it throws is
 * told as a sentence with its next step.
 */
export async function runCli(args: readonly string[], cli: Cli): Promise<number> {
  let code: number = exitCodes.ok;
  let reader = english;
  const onConfig = ({ language }: Config) => {
    reader = readerOf(language.default);
  };
  const program = programFor({ ...cli, onConfig }, (reported) => {
    code = reported;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has already written what it has to say; asked-for help is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    const failure = describeFailure(error, { verbose: globalOptions(program).verbose, reader });
    cli.terminal.stderr(failure.text);
    return failure.code;
  }
}

export type ReportExit = (code: number) => void;

function programFor(cli: Cli, report: ReportExit): Command {
  const program = new Command('ferryman')
    .description('Finds the root cause of what broke on a server, proves it and says what to do.')
    .option('--config <file>', 'configuration; without it FERRYMAN_CONFIG, then ./ferryman.yaml')
    .option('--verbose', 'show where in the program an unexpected error came from')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: cli.terminal.stdout, writeErr: cli.terminal.stderr })
    .showHelpAfterError('Try --help.')
    .exitOverride();
  // Settings above are inherited by what `.command()` makes, so subcommands are registered last.
  registerDiagnose(program, cli, report);
  registerLogs(program, cli, report);
  registerFixBridge(program, cli, report);
  registerAudit(program, cli);
  registerSnapshot(program, cli);
  const hosts = registerHosts(program, cli);
  registerTrust(hosts, cli, report);
  registerRules(program, cli, report);
  registerDoctor(program, cli, report);
  registerNotify(program, cli, report);
  registerDigest(program, cli, report);
  registerProcesses(program, cli);
  return program;
}
