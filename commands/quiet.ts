import { createHash } from 'node:crypto';
import { collectionOf } from '../src/queue/records.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import { renderQuiet, renderQuiets, renderQuietLine } from '../src/render/slack/quiets.ts';
import { renderDeed } from '../src/render/slack/watches.ts';
import { Quiet } from '../src/report/watch.ts';
import { english } from '../src/text/reader.ts';
import { list } from '../src/text/say.ts';
import { readQuietWords } from '../src/watches/words-quiet.ts';
import { acknowledge } from './acknowledge.ts';
import { type Admitted, answerAdmitted } from './answer-admitted.ts';
import type { Answers } from './answers.ts';
import type { Request } from './ask.ts';
import { isAmongTwo, tryLine } from './channel-line.ts';
import { typedRequest } from './request.ts';
import { plainText } from './slack-text.ts';
import { readerThere, type WatchDeps } from './watch.ts';
import { toldHelp } from './ways/help.ts';

export const quietCommand = '/quiet';

export type QuietDeps = Omit<WatchDeps, 'watches'>;

/** `/quiet <host|tag> for 2h because …`, `/quiet list` and `/quiet end <host|tag>`. */
export function registerQuiet(answers: Answers, deps: QuietDeps): void {
  answers.toCommand(quietCommand, async ({ ack, command, context }) => {
    await acknowledge(ack, context, deps);
    if (await toldHelp(command, deps)) return;
    await askForQuiet(command.text, typedRequest(command, deps), deps);
  });
}

/** @param text what stands behind the command, as Slack made it */
export function askForQuiet(text: string, request: Request, deps: QuietDeps): Promise<void> {
  return answerAdmitted('quiet', request, deps, (by) => answer(text, by, deps));
}

async function answer(text: string, by: Admitted, deps: QuietDeps): Promise<SlackMessage> {
  const { reader, logger } = by;
  const known = [...(await collectionOf(deps.queue.records, 'quiets', Quiet).list()).values()];
  const lasting = known.filter(({ until }) => Date.parse(until) > deps.clock());
  const read = readQuietWords(plainText(text), lasting, deps.config.hosts);
  switch (read.kind) {
    case 'list':
      return renderQuiets(lasting, reader);
    case 'unclear':
      logger.info({ because: english.tell(read.sentence) }, 'not understood');
      return renderNote(reader.tell(read.sentence), reader.tell(read.next));
    case 'end':
      return end(read.quiets, by, deps);
    case 'quiet':
      return keep(read, by, deps);
    default:
      return read satisfies never;
  }
}

async function keep(
  { on, forMs, because }: { readonly on: string; readonly forMs: number; readonly because: string },
  { request, reader, logger }: Admitted,
  deps: QuietDeps,
): Promise<SlackMessage> {
  const now = deps.clock();
  const quiet: Quiet = {
    schema: 'ferryman.quiet/1',
    id: quietId(on),
    on,
    from: new Date(now).toISOString(),
    until: new Date(now + forMs).toISOString(),
    because,
    byUserId: request.userId,
  };
  await collectionOf(deps.queue.records, 'quiets', Quiet).change(quiet.id, () => quiet);
  logger.info({ quiet: quiet.id, on, until: quiet.until }, 'kept quiet');
  const line = renderQuietLine(quiet, readerThere(request.channelId, reader, deps));
  const missed = isAmongTwo(request.channelId, request)
    ? undefined
    : await tryLine(request.channelId, `quiet-${quiet.id}`, line, { ...deps, logger });
  return renderQuiet(quiet, missed, reader);
}

async function end(
  quiets: readonly Quiet[],
  { request, reader, logger }: Admitted,
  deps: QuietDeps,
): Promise<SlackMessage> {
  const { t, tell } = reader;
  const kept = collectionOf(deps.queue.records, 'quiets', Quiet);
  for (const { id, on } of quiets) {
    // oxlint-disable-next-line no-await-in-loop -- one, but for chance
    await kept.change(id, () => undefined);
    logger.info({ quiet: id, on }, 'not kept quiet any more');
    if (isAmongTwo(request.channelId, request)) continue;
    const there = readerThere(request.channelId, reader, deps);
    const line = renderDeed(request.userId, there.t`has ended the silence of ${on}.`);
    // oxlint-disable-next-line no-await-in-loop
    await tryLine(request.channelId, `quiet-end-${id}`, line, { ...deps, logger });
  }
  const ended = tell(
    list(
      quiets.map(({ on }) => on),
      'and',
    ),
  );
  return renderNote(t`${ended} is not quiet any more.`, t`What is broken there is announced from now on.`);
}

/** A host or tag is quiet once: who says it again says how long from now on. */
function quietId(on: string): string {
  return `q${createHash('sha256').update(on).digest('hex').slice(0, 6)}`;
}
