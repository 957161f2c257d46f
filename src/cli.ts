import { processTerminal } from './cli/terminal.ts';
import { runCli } from './cli/program.ts';
import { readEnvironment } from './config/environment.ts';

process.exitCode = await runCli(process.argv.slice(2), {
  environment: readEnvironment(),
  terminal: processTerminal(process),
});
