import type { Command } from 'commander';
import { z } from 'zod';
import { loadConfig } from '../config/config.ts';
import type { LoadOptions } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { Config } from '../config/types.ts';
import type { Terminal } from './terminal.ts';

/** What every subcommand is handed. */
export interface Cli {
  readonly environment: Environment;
  readonly terminal: Terminal;
  /** Hears of the configuration as soon as there is one. */
  readonly onConfig?: ((config: Config) => void) | undefined;
}

const GlobalOptions = z.object({ config: z.string().optional(), verbose: z.boolean().default(false) });
export type GlobalOptions = z.infer<typeof GlobalOptions>;

export function globalOptions(command: Command): GlobalOptions {
  return GlobalOptions.parse(command.optsWithGlobals());
}

/** The configuration that `--config`, FERRYMAN_CONFIG or the folder names. */
export async function configFor(
  command: Command,
  { environment, onConfig }: Cli,
  options: Pick<LoadOptions, 'whenAbsent' | 'files'> = {},
): Promise<Config> {
  const { config } = globalOptions(command);
  const loaded = await loadConfig({
    ...environment,
    ...options,
    causes: async (folders) => (await import('../flows/own-rules/load.ts')).causeIds(folders),
    ...(config !== undefined && { file: config }),
  });
  onConfig?.(loaded);
  return loaded;
}
