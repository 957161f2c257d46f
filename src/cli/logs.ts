import type { Command } from 'commander';
import { z } from 'zod';
import { FerrymanError } from '../errors.ts';
import type { Host } from '../hosts/host.ts';
import { findHost } from '../hosts/inventory.ts';
import { renderLogsJson } from '../render/json.ts';
import { logWordsFor } from '../render/logs-words.ts';
import { renderLogsTerminal } from '../render/terminal-logs.ts';
import { readPattern } from '../patterns/read-pattern.ts';
import { LOGS_WORDS, readLogsArguments, type LogsAsked } from '../report/log-query.ts';
import { inQuotes } from '../report/log-words.ts';
import type { Verdict } from '../report/report.ts';
import { english } from '../text/reader.ts';
import { configFor, type Cli } from './cli.ts';
import { findContainer } from './find-container.ts';
import { rulesOf } from './flow.ts';
import { followInTerminal } from './follow-logs.ts';
import { logsCommand } from './logs-command.ts';
import type { ReportExit } from './program.ts';
import { readerAt } from './reader.ts';
import { shellPool } from './shell-pool.ts';
import { DEFAULT_SECONDS, readSeconds, untilStopped } from './until-stopped.ts';

const Options = z.object({
  json: z.boolean().default(false),
  timeout: z.number(),
  snapshot: z.string().optional(),
  host: z.string().optional(),
  since: z.string().optional(),
  until: z.string().optional(),
  grep: z.string().optional(),
  tail: z.string().optional(),
  errors: z.boolean().default(false),
  follow: z.union([z.string(), z.literal(true)]).optional(),
});
type Options = z.infer<typeof Options>;

const EXIT: Record<Verdict, number> = { healthy: 0, faulty: 1, unreachable: 3, unknown: 3 };

/** `ferryman logs topapi on hz-shop since 30m grep timeout tail 50`, the words as in Slack, or as options. */
export function registerLogs(program: Command, cli: Cli, exit: ReportExit): void {
  program
    .command('logs')
    .description("read a container's log and say what is wrong with it")
    .argument('[words...]', LOGS_WORDS)
    .option('--json', 'print the report as one JSON object; with follow, one object for each line')
    .option('--host <name>', 'where the container is; without it all hosts are asked')
    .option('--since <time>', '30m, 10:00 (UTC), 2026-11-22T10:00, deploy or restart')
    .option('--until <time>', 'the same, but for the last two')
    .option('--grep <pattern>', 'only lines that match, as RE2 has it')
    .option('--errors', 'only lines that are errors')
    .option('-n, --tail <lines>', 'how many lines are shown')
    .option('-f, --follow [time]', 'show new lines as they come, until Ctrl-C or for a time such as 2m')
    .option('--snapshot <file>', 'read what was recorded of a host')
    .option('--timeout <seconds>', 'how long the hosts may take', readSeconds, DEFAULT_SECONDS)
    .action(async (words: readonly string[], given: unknown, command: Command) => {
      const options = Options.parse(given);
      const asked = askedFrom(words, options);
      exit(await answer(asked, options, command, cli));
    });
}

/** Options are the same words with dashes, so that every mistake has one sentence. */
function askedFrom(words: readonly string[], options: Options): LogsAsked {
  const { host, since, until, grep, tail, errors, follow } = options;
  const read = readLogsArguments(
    [
      ...words,
      ...[
        ['on', host],
        ['since', since],
        ['until', until],
        ['tail', tail],
      ].flatMap(([keyword, value]) => (value === undefined ? [] : [keyword ?? '', value])),
      ...(errors ? ['errors'] : []),
      ...(follow === undefined ? [] : ['follow', ...(follow === true ? [] : [follow])]),
    ],
    new Date(),
  );
  if (read.kind === 'mistake')
    throw new FerrymanError('usage', read.sentence, `Type: ferryman logs ${read.next}${moreHelp(words)}`);
  if (grep !== undefined) refuseMistaken(grep);
  // Whatever it holds, the shell has said where it begins and ends.
  return grep === undefined ? read.asked : { ...read.asked, query: { ...read.asked.query, grep } };
}

/** Who types nothing at all wants to know what there is. */
function moreHelp(words: readonly string[]): string {
  return words.length === 0 ? '\nAll that can be asked: ferryman logs --help' : '';
}

/** Before a host is asked for anything. */
function refuseMistaken(grep: string): void {
  const pattern = readPattern(grep);
  if (pattern.kind === 'pattern') return;
  const { sentence, literally } = pattern;
  const plain = literally === undefined ? undefined : inQuotes(literally);
  throw new FerrymanError('usage', sentence, `Type: --grep ${plain ?? '"error: 40"'}`);
}

async function answer(
  asked: LogsAsked,
  { json, timeout, snapshot }: Options,
  command: Command,
  cli: Cli,
): Promise<number> {
  if (snapshot !== undefined && asked.followMs !== undefined) throw endsThere(asked, { json, snapshot });
  const config = await configFor(
    command,
    cli,
    snapshot === undefined ? {} : { whenAbsent: 'empty', files: 'ignore' },
  );
  const hosts = snapshot === undefined ? hostsIn(config, asked.host) : [await recorded(snapshot)];
  const pool = await shellPool(config.ssh);
  const reader = readerAt(config, { json });
  const { stdout, stderr, color, columns } = cli.terminal;
  try {
    const { match, others, notAsked } = await untilStopped(timeout, (signal) =>
      findContainer(asked, {
        hosts,
        shells: pool,
        redact: config.redact,
        signal,
        reader,
        commandFor: (container, host) => logsCommand(asked, { json, snapshot }, { container, host }),
      }),
    );
    const missing = logWordsFor(reader).notAsked(
      notAsked.map(({ host, because }) => ({ host, because: reader.tell(because) })),
    );
    if (missing !== undefined) stderr(`${missing}\n`);
    const request = {
      host: match.host,
      containerId: match.container.id,
      name: match.container.name,
      query: asked.query,
      earlier: others.map(({ container }) => container.id),
    };
    if (asked.followMs !== undefined) {
      const forMs = asked.followsOn === true ? Infinity : asked.followMs;
      return await followInTerminal(
        request,
        { shells: pool, redact: config.redact, forMs, json, reader },
        cli.terminal,
      );
    }
    const [{ readLogs }, rules] = await Promise.all([import('../flows/logs/read-logs.ts'), rulesOf(config)]);
    const report = await untilStopped(timeout, (signal) =>
      readLogs(request, {
        shells: pool,
        rules,
        redact: config.redact,
        signal,
        language: reader.language,
      }),
    );
    stdout(
      json
        ? renderLogsJson(report)
        : renderLogsTerminal(report, { color, width: columns ?? 100, whole: columns === undefined }, reader),
    );
    return EXIT[report.verdict];
  } finally {
    await pool.dispose();
  }
}

function endsThere(
  asked: LogsAsked,
  { json, snapshot }: { readonly json: boolean; readonly snapshot: string },
): FerrymanError {
  const { container, query } = asked;
  const instead = logsCommand({ container, query }, { json, snapshot }, { container, host: '' });
  return new FerrymanError(
    'usage',
    logWordsFor(english).recordingEnds,
    `To read what was recorded: ${instead}`,
  );
}

function hostsIn(config: Parameters<typeof findHost>[0], name: string | undefined): readonly Host[] {
  return name === undefined ? config.hosts : [findHost(config, name)];
}

async function recorded(path: string): Promise<Host> {
  const { readSnapshotFile } = await import('../flows/snapshot-file.ts');
  const { host } = await readSnapshotFile(path);
  return { name: host, via: { kind: 'snapshot', path }, tags: [], needs: [], source: path };
}
