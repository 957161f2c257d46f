import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Config, DestinationConfig } from '../config/types.ts';
import { FerrymanError } from '../errors.ts';
import { nearMatches } from '../hosts/inventory.ts';
import type { Reader } from '../text/reader.ts';
import { type Cli, configFor } from './cli.ts';
import { exitCodes } from './failure.ts';
import { needsToken, openTelling, whyNot } from './telling.ts';
import type { ReportExit } from './program.ts';
import { readerAt } from './reader.ts';

/** `ferryman notify test [destination]`: whether what Ferryman has to say would arrive. */
export function registerNotify(program: Command, cli: Cli, report: ReportExit): void {
  program
    .command('notify')
    .description('where people are told of what watches find')
    .command('test')
    .description('send a test message to every destination of ferryman.yaml, or to one')
    .argument('[destination]', 'its name under notify.destinations')
    .option('--json', 'print one JSON object')
    .action(async (name: string | undefined, { json = false }: { json?: boolean }, command: Command) => {
      const config = await configFor(command, cli, { files: 'ignore' });
      const chosen = choose(config.notify.destinations, name);
      const outcomes = await testAll(config, chosen, readerAt(config, { json }));
      cli.terminal.stdout(
        json
          ? `${JSON.stringify({ destinations: outcomes }, undefined, 2)}\n`
          : asText(outcomes, cli.terminal.color),
      );
      report(outcomes.every(({ sent }) => sent) ? exitCodes.ok : exitCodes.no);
    });
}

interface Outcome {
  readonly name: string;
  readonly kind: DestinationConfig['kind'];
  readonly sent: boolean;
  /** Why not, and what to do. */
  readonly because?: string;
  readonly next?: string;
}

function choose(
  destinations: readonly DestinationConfig[],
  name: string | undefined,
): readonly DestinationConfig[] {
  const names = destinations.map((one) => one.name);
  if (names.length === 0) {
    throw new FerrymanError(
      'usage',
      'ferryman.yaml names no destination, so nobody is told of anything.',
      'Write one below notify.destinations, as ferryman.example.yaml shows.',
    );
  }
  if (name === undefined) return destinations;
  if (names.includes(name)) return destinations.filter((one) => one.name === name);
  const [near] = nearMatches(name, names);
  throw new FerrymanError(
    'usage',
    `${name} is no destination of ferryman.yaml.`,
    near === undefined ? `All of them: ${names.join(', ')}.` : `Did you mean ${near}?`,
  );
}

async function testAll(
  config: Config,
  chosen: readonly DestinationConfig[],
  reader: Reader,
): Promise<Outcome[]> {
  const { destinations, close } = await openTelling(config);
  try {
    return await Promise.all(
      chosen.map(async ({ name, kind }): Promise<Outcome> => {
        try {
          if (kind === 'slack') needsToken(config);
          await destinations.find((one) => one.name === name)?.test();
          return { name, kind, sent: true };
        } catch (error) {
          return { name, kind, sent: false, ...whyNot(error, reader) };
        }
      }),
    );
  } finally {
    await close();
  }
}

const marks = { sent: ['✓', 'green'], failed: ['✗', 'red'] } as const;

function asText(outcomes: readonly Outcome[], color: boolean): string {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  return outcomes
    .map(({ name, kind, sent, because = 'sent', next }) => {
      const [sign, paint] = sent ? marks.sent : marks.failed;
      const mark = color ? styleText(paint, sign, { validateStream: false }) : sign;
      const head = `${mark} ${name.padEnd(width)}  ${kind.padEnd(7)}  `;
      const indent = ' '.repeat(2 + width + 2 + 7 + 2);
      return `${head}${because}\n${next === undefined ? '' : `${indent}→ ${next}\n`}`;
    })
    .join('');
}
