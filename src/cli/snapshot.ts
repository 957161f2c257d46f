import type { Command } from 'commander';
import { z } from 'zod';
import { findHost } from '../hosts/inventory.ts';
import { configFor, type Cli } from './cli.ts';
import { askedFrom, targetOf } from './diagnose.ts';
import { shellPool } from './shell-pool.ts';
import { DEFAULT_SECONDS, readSeconds, untilStopped } from './until-stopped.ts';

const Options = z.object({ output: z.string(), timeout: z.number() });

/** `ferryman snapshot <host> -o FILE`: everything that a diagnosis would look at, secrets masked. */
export function registerSnapshot(program: Command, cli: Cli): void {
  program
    .command('snapshot')
    .description('record a host, to diagnose it later or elsewhere')
    .argument('<host>', 'name of a host of the inventory')
    .argument('[target...]', 'a port, a container, address:port, or `to` and a need, that is tried too')
    .requiredOption('-o, --output <file>', 'where to write it')
    .option('--timeout <seconds>', 'how long the host may take', readSeconds, DEFAULT_SECONDS)
    .action(async (name: string, words: readonly string[], options: unknown, command: Command) => {
      const { output, timeout } = Options.parse(options);
      const asked = askedFrom(targetOf(words));
      const config = await configFor(command, cli);
      const host = findHost(config, name);
      const [{ takeSnapshot }, { writeSnapshotFile }] = await Promise.all([
        import('../flows/diagnose.ts'),
        import('../flows/snapshot-file.ts'),
      ]);
      const snapshot = await untilStopped(timeout, async (signal) => {
        const pool = await shellPool(config.ssh);
        try {
          return await takeSnapshot(
            { host, ...(asked && { asked }) },
            { shells: pool, redact: config.redact, signal },
          );
        } finally {
          await pool.dispose();
        }
      });
      await writeSnapshotFile(output, snapshot);
      const masked = Object.values(snapshot.masked).reduce((sum, count) => sum + count, 0);
      cli.terminal.stdout(
        `${output}: ${name}, ${Object.keys(snapshot.readings).length} facts, ${masked} secrets masked.\n`,
      );
    });
}
