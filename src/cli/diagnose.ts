import type { Command } from 'commander';
import { z } from 'zod';
import { FerrymanError } from '../errors.ts';
import { findHost } from '../hosts/inventory.ts';
import { renderJson } from '../render/json.ts';
import { renderTerminal } from '../render/terminal.ts';
import { english, type Reader } from '../text/reader.ts';
import { readAsked } from '../report/asked.ts';
import type { Asked, Report, Verdict } from '../report/report.ts';
import { configFor, type Cli } from './cli.ts';
import { rulesOf } from './flow.ts';
import { readerAt } from './reader.ts';
import type { ReportExit } from './program.ts';
import { shellPool } from './shell-pool.ts';
import { DEFAULT_SECONDS, readSeconds, untilStopped } from './until-stopped.ts';

const Options = z.object({
  json: z.boolean().default(false),
  snapshot: z.string().optional(),
  timeout: z.number(),
});

const EXIT: Record<Verdict, number> = { healthy: 0, faulty: 1, unreachable: 3, unknown: 3 };

/** `ferryman diagnose <host> [port|container|address:port|to <need>]`, or with `--snapshot FILE` in place of the host. */
export function registerDiagnose(program: Command, cli: Cli, exit: ReportExit): void {
  program
    .command('diagnose')
    .description('find the root cause of what does not work on a host')
    .argument('[host]', 'name of a host of the inventory; left out with --snapshot')
    .argument('[target...]', 'a port, a container, address:port, or `to` and a need of the inventory')
    .option('--json', 'print the report as one JSON object')
    .option('--snapshot <file>', 'diagnose a recorded host instead of a live one')
    .option('--timeout <seconds>', 'how long a live host may take', readSeconds, DEFAULT_SECONDS)
    .action(
      async (host: string | undefined, words: readonly string[], options: unknown, command: Command) => {
        const { json, snapshot, timeout } = Options.parse(options);
        const { report, reader } =
          snapshot === undefined
            ? await diagnoseHost([host, targetOf(words)], { seconds: timeout, json }, command, cli)
            : await replay(snapshot, [host ?? '', ...words], { json }, command, cli);
        const { stdout, color, columns } = cli.terminal;
        stdout(json ? renderJson(report) : renderTerminal(report, { color, width: columns ?? 100 }, reader));
        exit(EXIT[report.verdict]);
      },
    );
}

interface Told {
  readonly report: Report;
  readonly reader: Reader;
}

async function diagnoseHost(
  [name, target]: readonly [name: string | undefined, target: string | undefined],
  { seconds, json }: { readonly seconds: number; readonly json: boolean },
  command: Command,
  cli: Cli,
): Promise<Told> {
  if (name === undefined) throw usage('Which host?');
  const asked = askedFrom(target);
  const config = await configFor(command, cli);
  const host = findHost(config, name);
  const reader = readerAt(config, { json });
  const [{ diagnose }, rules] = await Promise.all([import('../flows/diagnose.ts'), rulesOf(config)]);
  return untilStopped(seconds, async (signal) => {
    const pool = await shellPool(config.ssh);
    try {
      const { report } = await diagnose(
        { host, ...(asked && { asked }) },
        { shells: pool, rules, redact: config.redact, signal, language: reader.language },
      );
      return { report, reader };
    } finally {
      await pool.dispose();
    }
  });
}

/** Of the words behind the host's name. */
export function targetOf(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join(' ');
}

/** A recorded host has its name inside; it may be given with the target, or the target alone. */
async function replay(
  file: string,
  words: readonly string[],
  { json }: { readonly json: boolean },
  command: Command,
  cli: Cli,
): Promise<Told> {
  // Facts, rules and all that they need: loaded here, so that the other subcommands start fast.
  const [{ diagnoseSnapshot }, { readSnapshotFile }] = await Promise.all([
    import('../flows/diagnose.ts'),
    import('../flows/snapshot-file.ts'),
  ]);
  const snapshot = await readSnapshotFile(file);
  const [first = ''] = words;
  const isName = first === snapshot.host || (words.length > 1 && first !== 'to');
  const target = targetOf(words.slice(isName ? 1 : 0).filter((word) => word !== ''));
  const config = await configFor(command, cli, { whenAbsent: 'empty', files: 'ignore' });
  const reader = readerAt(config, { json });
  const { language } = reader;
  const report = diagnoseSnapshot(snapshot, askedFrom(target), { rules: await rulesOf(config), language });
  return { report, reader };
}

export function askedFrom(target: string | undefined): Asked | undefined {
  if (target === undefined) return undefined;
  const read = readAsked(target);
  if (read.kind === 'asked') return read.asked;
  throw usage(english.t`${read.sentence} ${read.hint}, for example ${read.example}.`);
}

function usage(sentence: string): FerrymanError {
  return new FerrymanError(
    'usage',
    sentence,
    'Type: ferryman diagnose <host> [port | container | address:port | to <need>]',
  );
}
