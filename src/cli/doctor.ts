import { styleText } from 'node:util';
import type { Command } from 'commander';
import { ConfigError } from '../config/mistake.ts';
import type { Config } from '../config/types.ts';
import { tell } from '../text/tell.ts';
import { checkAccess } from './check-access.ts';
import { failed, failure, ok, warning } from './check.ts';
import type { Check } from './check.ts';
import { configFor } from './cli.ts';
import type { Cli } from './cli.ts';
import { exitCodes } from './failure.ts';
import type { ReportExit } from './program.ts';

/** `ferryman doctor`: everything that has to be right before somebody asks, and what to do about what is not. */
export function registerDoctor(program: Command, cli: Cli, report: ReportExit): void {
  program
    .command('doctor')
    .description('check configuration, queue, Slack and the way to every host')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }, command: Command) => {
      const checks = await examine(() => configFor(command, cli));
      const healthy = checks.every(({ kind }) => kind !== 'failed');
      cli.terminal.stdout(
        options.json
          ? `${JSON.stringify({ healthy, checks }, undefined, 2)}\n`
          : asText(checks, cli.terminal.color),
      );
      report(healthy ? exitCodes.ok : exitCodes.no);
    });
}

/** Without a usable configuration there is nothing else to look at. */
async function examine(load: () => Promise<Config>): Promise<Check[]> {
  let config: Config;
  try {
    config = await load();
  } catch (error) {
    if (!(error instanceof ConfigError)) return [failure('configuration', error)];
    return [failed('configuration', error.message, error.next)];
  }
  const rest = await Promise.all([
    guarded('queue', async () => {
      const { checkQueue } = await import('../queue/check-queue.ts');
      return (await checkQueue(config.queue)).map((line): Check => ({ area: 'queue', ...line }));
    }),
    guarded('slack', async () => {
      const [{ checkSlack }, { proxyOf, wayOut }] = await Promise.all([
        import('./check-slack.ts'),
        import('../notify/way-out.ts'),
      ]);
      return checkSlack(config.slack, wayOut(proxyOf(config.slack)).fetch ?? fetch);
    }),
    guarded('access', () => Promise.resolve(checkAccess(config))),
    guarded('ssh', async () => {
      const { checkHosts } = await import('./check-hosts.ts');
      return checkHosts(config);
    }),
  ]);
  return [...checkConfig(config), ...rest.flat()];
}

async function guarded(area: Check['area'], check: () => Promise<Check[]>): Promise<Check[]> {
  return check().catch((error: unknown) => [failure(area, error)]);
}

function checkConfig({ file, hosts, refused, notes }: Config): Check[] {
  const list = 'See them all: ferryman hosts';
  return [
    hosts.length === 0
      ? failed(
          'configuration',
          `${file} names no host.`,
          'Write one below hosts:, as ferryman.example.yaml shows.',
        )
      : ok(
          'configuration',
          `${file} is right and gives ${hosts.length} ${hosts.length === 1 ? 'host' : 'hosts'}.`,
        ),
    ...refused.map(({ name, because, source }) =>
      warning(
        'configuration',
        `${name} (${source}) is left out: ${tell(because, 'en')}.`,
        `Write ${name} into ferryman.yaml if you need it.`,
      ),
    ),
    ...(notes.length > 0
      ? [warning('configuration', `${notes.length} lines of the inventories are not followed.`, list)]
      : []),
  ];
}

const marks = { ok: ['✓', 'green'], warning: ['!', 'yellow'], failed: ['✗', 'red'] } as const;

function asText(checks: readonly Check[], color: boolean): string {
  return checks
    .map(({ area, kind, sentence, next }) => {
      const [sign, paint] = marks[kind];
      const mark = color ? styleText(paint, sign, { validateStream: false }) : sign;
      const indented = sentence.replaceAll('\n', `\n${' '.repeat(17)}`);
      return `${mark} ${area.padEnd(14)} ${indented}\n${next === undefined ? '' : `${' '.repeat(17)}→ ${next}\n`}`;
    })
    .join('');
}
