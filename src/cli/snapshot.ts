import type { Command } from 'commander';
import { z } from 'zod';
import { findHost } from '../hosts/inventory.ts';
import { configFor, type Cli } from './cli.ts';
import { askedFrom } from './diagnose.ts';
import { shellPool } from './shell-pool.ts';

const Options = z.object({ output: z.string() });

/** `ferryman snapshot <host> -o FILE`: everything that a diagnosis would look at, secrets masked. */
export function registerSnapshot(program: Command, cli: Cli): void {
  program
    .command('snapshot')
    .description('record a host, to diagnose it later or elsewhere')
    .argument('<host>', 'name of a host of the inventory')
    .argument('[target]', 'a port, a container or address:port that is tried too')
    .requiredOption('-o, --output <file>', 'where to write it')
    .action(async (name: string, target: string | undefined, options: unknown, command: Command) => {
      const { output } = Options.parse(options);
      const asked = askedFrom(target);
      const config = await configFor(command, cli);
      const host = findHost(config, name);
      const [{ takeSnapshot }, { writeSnapshotFile }] = await Promise.all([
        import('../flows/diagnose.ts'),
        import('../flows/snapshot-file.ts'),
      ]);
      const pool = await shellPool(config.ssh);
      try {
        const snapshot = await takeSnapshot({ host, ...(asked && { asked }) }, { shells: pool });
        await writeSnapshotFile(output, snapshot);
        const masked = Object.values(snapshot.masked).reduce((sum, count) => sum + count, 0);
        cli.terminal.stdout(
          `${output}: ${name}, ${Object.keys(snapshot.readings).length} facts, ${masked} secrets masked.\n`,
        );
      } finally {
        await pool.dispose();
      }
    });
}
