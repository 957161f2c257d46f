import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Config } from '../config/types.ts';
import { beginOf } from '../digest/due.ts';
import { FerrymanError } from '../errors.ts';
import type { JobQueue } from '../queue/queue.ts';
import { collectionOf } from '../queue/records.ts';
import { digestContent } from '../render/digest-content.ts';
import { renderDigestText } from '../render/digest-text.ts';
import { safeJson } from '../render/json.ts';
import { visible } from '../render/untrusted.ts';
import { type DigestFacts, DigestHours } from '../report/digest.ts';
import { type Cli, configFor } from './cli.ts';
import { exitCodes } from './failure.ts';
import type { ReportExit } from './program.ts';
import { readerAt } from './reader.ts';
import { needsToken, openTelling, whyNot } from './telling.ts';

interface Options {
  readonly json?: boolean;
  readonly picture?: string;
  readonly send?: boolean;
}

/** `ferryman digest`: what the next one would tell, as far as it has happened by now. The daily one is told all the same. */
export function registerDigest(program: Command, cli: Cli, report: ReportExit): void {
  program
    .command('digest')
    .description('show what happened since the last digest, and how things stand')
    .option('--json', 'print one JSON object')
    .option('--picture <file>', 'write the picture as a PNG, if there is something to see')
    .option('--send', 'send it now, to where the digest goes')
    .action(async (options: Options, command: Command) => {
      const { json = false, send = false } = options;
      const { terminal } = cli;
      const config = await configFor(command, cli, { files: 'ignore' });
      const to = send ? receivers(config) : [];
      const now = Date.now();
      const facts = await gather(config, now);
      const reader = readerAt(config, { json });
      const text = renderDigestText(digestContent(facts, reader, now));
      terminal.stdout(json ? `${safeJson(facts, 2)}\n` : visible(text));
      const picture = options.picture === undefined && to.length === 0 ? undefined : await draw(facts);
      if (options.picture !== undefined && picture !== undefined) await writeFile(options.picture, picture);
      if (to.length === 0) return;
      const outcomes = await sendAll(config, to, { facts, picture });
      for (const { name, error } of outcomes) {
        if (error === undefined) {
          terminal.stderr(`Sent to ${name}.\n`);
          continue;
        }
        const { because, next } = whyNot(error, reader);
        terminal.stderr(`Not sent to ${name}: ${because}\n→ ${next}\n`);
      }
      report(outcomes.every(({ error }) => error === undefined) ? exitCodes.ok : exitCodes.no);
    });
}

function receivers({ notify }: Config): readonly string[] {
  const to = notify.digest?.to ?? (notify.default === undefined ? [] : [notify.default]);
  if (to.length > 0) return to;
  throw new FerrymanError(
    'usage',
    'ferryman.yaml says not where a digest goes.',
    'Write notify.digest, or notify.default, as ferryman.example.yaml shows.',
  );
}

async function gather(config: Config, now: number): Promise<DigestFacts> {
  const { hosts, notify, watch } = config;
  const [{ gatherDigest }, { localClock }] = await Promise.all([
    import('../digest/gather-digest.ts'),
    import('../incidents/local-clock.ts'),
  ]);
  const zone = notify.digest?.zone ?? notify.hours?.zone ?? 'UTC';
  return withQueue(config, async ({ records }) => {
    const known = await collectionOf(records, 'digest-hours', DigestHours).read('hours');
    return gatherDigest({
      records,
      hosts,
      hours: notify.hours,
      unseenLooks: watch.unseenLooks,
      day: new Date(localClock(zone).read(now)).toISOString().slice(0, 10),
      zone,
      from: beginOf(known?.until === undefined ? undefined : Date.parse(known.until), now),
      to: now,
    });
  });
}

async function withQueue<T>(config: Config, ask: (queue: JobQueue) => Promise<T>): Promise<T> {
  const [{ openQueue }, { pino }] = await Promise.all([import('../queue/open-queue.ts'), import('pino')]);
  const queue = await openQueue(config.queue, { logger: pino({ level: 'silent' }) });
  try {
    return await ask(queue);
  } finally {
    await queue.close();
  }
}

async function draw(facts: DigestFacts): Promise<Uint8Array | undefined> {
  const { pictureOf } = await import('../chart/picture.ts');
  return pictureOf(facts);
}

async function sendAll(
  config: Config,
  names: readonly string[],
  digest: { readonly facts: DigestFacts; readonly picture: Uint8Array | undefined },
): Promise<{ name: string; error?: unknown }[]> {
  const { destinations, close } = await openTelling(config);
  try {
    return await Promise.all(
      names.map(async (name) => {
        try {
          const isSlack = config.notify.destinations.some((one) => one.name === name && one.kind === 'slack');
          if (isSlack) needsToken(config);
          await destinations
            .find((one) => one.name === name)
            // A message of its own each time, which the daily one is not.
            ?.digest({ ...digest, id: `digest-${digest.facts.to.replaceAll(/\W/g, '')}` });
          return { name };
        } catch (error) {
          return { name, error };
        }
      }),
    );
  } finally {
    await close();
  }
}
