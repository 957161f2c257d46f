import { collectionOf } from '../src/queue/records.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import { watchActionId } from '../src/render/slack/operation-buttons.ts';
import { renderDeed, renderWatches } from '../src/render/slack/watches.ts';
import { tellSpan } from '../src/render/incident-span.ts';
import { Quiet, Watch } from '../src/report/watch.ts';
import { english, type Reader, readerOf } from '../src/text/reader.ts';
import { besides, type Way } from '../src/watches/besides.ts';
import { hostsMeant } from '../src/watches/cover.ts';
import { readWatchWords, type WatchAsked } from '../src/watches/words.ts';
import { withChannelIds } from '../src/watches/words-channel.ts';
import { mayAsk } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import { type Admitted, answerAdmitted } from './answer-admitted.ts';
import type { Answers } from './answers.ts';
import { isAmongTwo, type LineDeps, postLine, tryLine } from './channel-line.ts';
import type { CommandDeps } from './diagnose.ts';
import type { Request } from './ask.ts';
import { clickedRequest, typedRequest } from './request.ts';
import type { WatchSchedule } from './schedule-watches.ts';
import { plainText } from './slack-text.ts';
import { watchedText } from './watched-text.ts';
import { toldHelp } from './ways/help.ts';
import { whereToTell, type WhereToTell } from './where-to-tell.ts';

export interface WatchDeps extends CommandDeps, LineDeps {
  readonly notifier: CommandDeps['notifier'] & LineDeps['notifier'];
  readonly watches: Pick<WatchSchedule, 'bring'>;
}

export const watchCommand = '/watch';

/** `/watch <host|tag> [port…] [every 5m] [in #channel]`, `/watch list`, and the button of a finished diagnosis. */
export function registerWatch(answers: Answers, deps: WatchDeps): void {
  answers.toCommand(watchCommand, async ({ ack, command, context }) => {
    await acknowledge(ack, context, deps);
    if (await toldHelp(command, deps)) return;
    await askToWatch(command.text, typedRequest(command, deps), deps);
  });
  answers.toButton(watchActionId, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    await askToWatch(action.value ?? '', clickedRequest(body, context, deps), deps, 'added');
  });
}

/** @param text what stands behind the command, as Slack made it */
export async function askToWatch(
  text: string,
  request: Request,
  deps: WatchDeps,
  way: Way = 'set',
): Promise<void> {
  const read = readWatchWords(plainText(withChannelIds(text)), deps.config.hosts);
  await answerAdmitted('watch', request, deps, async (by) => {
    switch (read.kind) {
      case 'list':
        return listed(by.reader, deps);
      case 'unclear':
        by.logger.info({ because: english.tell(read.sentence) }, 'not understood');
        return renderNote(by.reader.tell(read.sentence), by.reader.tell(read.next));
      case 'watch':
        return keep(read, way, by, deps);
      default:
        return read satisfies never;
    }
  });
}

async function listed(
  reader: Reader,
  { config: { hosts }, queue, clock }: Pick<WatchDeps, 'config' | 'queue' | 'clock'>,
): Promise<SlackMessage> {
  const watches = await collectionOf(queue.records, 'watches', Watch).list();
  const quiets = await collectionOf(queue.records, 'quiets', Quiet).list();
  const lasting = [...quiets.values()].filter(({ until }) => Date.parse(until) > clock());
  const kept = lasting.map((quiet) => ({ quiet, hosts: new Set(hostsMeant(quiet, hosts)) }));
  const quietOf = (watch: Watch) =>
    kept
      .filter(
        ({ quiet, hosts: those }) =>
          quiet.on === watch.on || hostsMeant(watch, hosts).some((host) => those.has(host)),
      )
      .map(({ quiet }) => quiet);
  const rows = [...watches.values()]
    .toSorted((one, other) => one.on.localeCompare(other.on) || one.id.localeCompare(other.id))
    .map((one) => ({ watch: one, quiets: quietOf(one) }));
  return renderWatches(rows, reader);
}

async function keep(
  { on, ports, everyMs, channel }: WatchAsked,
  way: Way,
  { request, reader, logger }: Admitted,
  deps: WatchDeps,
): Promise<SlackMessage> {
  const { t, tell } = reader;
  const { config, people, queue, clock } = deps;
  const where = whereToTell(channel, request.channelId, config.notify);
  if (where.kind === 'unclear') return renderNote(tell(where.sentence), tell(where.next));
  if (where.kind === 'channel' && where.to !== request.channelId) {
    // Where watches may be asked for is also where they may speak.
    const there = { ...request, channelId: where.to };
    const admission = await mayAsk('watch', there, { access: config.access, people, logger });
    if (admission.kind === 'refused') return renderNote(tell(admission.sentence), tell(admission.next));
  }
  const wanted: Omit<Watch, 'id'> = {
    schema: 'ferryman.watch/1',
    on,
    ports: [...ports],
    everyMs: everyMs ?? config.watch.everyMs,
    ...(where.to === undefined ? {} : { to: where.to }),
    by: { kind: 'person', userId: request.userId, at: new Date(clock()).toISOString() },
  };
  const watches = collectionOf(queue.records, 'watches', Watch);
  const known = [...(await watches.list()).values()];
  const { watch: asked, before, already } = besides(wanted, known, way);
  const what = tell(watchedText(asked, config.hosts));
  const span = tellSpan(asked.everyMs, reader);
  if (already) {
    return renderNote(t`${what} is watched already, every ${span}.`, whereText(where, request, reader));
  }
  const isThere = where.kind === 'channel';
  const place = isThere ? where.to : request.channelId;
  const line = lineOf({ asked, before, isThere }, request.userId, readerThere(place, reader, deps), deps);
  // Where the bot is no member nothing could be told, so that there is nothing to watch for.
  const isTold = isAmongTwo(place, request);
  if (isThere && !isTold) await postLine(place, `watch-${asked.id}`, line, deps);
  await watches.change(asked.id, () => asked);
  logger.info({ watch: asked.id, on, ports, everyMs: asked.everyMs, to: asked.to }, 'watched');
  const missed =
    isThere || isTold ? undefined : await tryLine(place, `watch-${asked.id}`, line, { ...deps, logger });
  // It says itself why not, and tries again.
  await deps.watches.bring().catch(() => undefined);
  const told = [
    before === undefined
      ? ''
      : t`Before, it was ${tell(watchedText(before, config.hosts))}, every ${tellSpan(before.everyMs, reader)}.`,
    whereText(where, request, reader),
    missed === undefined ? '' : tell(missed),
  ].filter((sentence) => sentence !== '');
  return renderNote(t`${what} is watched from now on, every ${span}.`, told.join('\n'));
}

/** What stands in a channel is in its language, where it has one. */
export function readerThere(
  channelId: string,
  reader: Reader,
  { config }: Pick<WatchDeps, 'config'>,
): Reader {
  const language = config.language.channels[channelId];
  return language === undefined ? reader : readerOf(language);
}

/** Who had it otherwise is named: what they asked for is over. */
function lineOf(
  {
    asked,
    before,
    isThere,
  }: { readonly asked: Watch; readonly before: Watch | undefined; readonly isThere: boolean },
  userId: string,
  reader: Reader,
  { config }: Pick<WatchDeps, 'config'>,
): SlackMessage {
  const { t, tell } = reader;
  const what = tell(watchedText(asked, config.hosts));
  const span = tellSpan(asked.everyMs, reader);
  return renderDeed(
    userId,
    isThere
      ? t`has ${what} watched from now on, every ${span}. What breaks is told here.`
      : t`has ${what} watched from now on, every ${span}.`,
    before?.by.kind === 'person'
      ? {
          userId: before.by.userId,
          deed: t`had ${tell(watchedText(before, config.hosts))} watched until now, every ${tellSpan(before.everyMs, reader)}.`,
        }
      : undefined,
  );
}

function whereText(
  where: Exclude<WhereToTell, { readonly kind: 'unclear' }>,
  { channelId }: { readonly channelId: string },
  { t }: Reader,
): string {
  switch (where.kind) {
    case 'channel':
      return where.to === channelId
        ? t`What breaks is told in this channel.`
        : t`What breaks is told in the channel that you named.`;
    case 'destination':
      return t`What breaks is told to ${where.to}.`;
    case 'routes':
      return t`What breaks is told as ferryman.yaml says.`;
    default:
      return where satisfies never;
  }
}
