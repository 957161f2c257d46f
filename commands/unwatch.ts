import { collectionOf } from '../src/queue/records.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import { renderDeed, watchSubject } from '../src/render/slack/watches.ts';
import { isChannelId } from '../src/report/channel-id.ts';
import { Watch } from '../src/report/watch.ts';
import { english } from '../src/text/reader.ts';
import { list } from '../src/text/say.ts';
import { cover } from '../src/watches/cover.ts';
import { readUnwatchWords } from '../src/watches/words-unwatch.ts';
import { acknowledge } from './acknowledge.ts';
import { type Admitted, answerAdmitted } from './answer-admitted.ts';
import type { Answers } from './answers.ts';
import type { Request } from './ask.ts';
import { isAmongTwo, tryLine } from './channel-line.ts';
import { typedRequest } from './request.ts';
import { plainText } from './slack-text.ts';
import { readerThere, type WatchDeps } from './watch.ts';
import { toldHelp } from './ways/help.ts';

export const unwatchCommand = '/unwatch';

/** `/unwatch <host|tag|id>`; whoever may watch may end what others watch, and the channel hears of it. */
export function registerUnwatch(answers: Answers, deps: WatchDeps): void {
  answers.toCommand(unwatchCommand, async ({ ack, command, context }) => {
    await acknowledge(ack, context, deps);
    if (await toldHelp(command, deps)) return;
    await askToUnwatch(command.text, typedRequest(command, deps), deps);
  });
}

/** @param text what stands behind the command, as Slack made it */
export function askToUnwatch(text: string, request: Request, deps: WatchDeps): Promise<void> {
  return answerAdmitted('watch', request, deps, (by) => unwatch(text, by, deps));
}

async function unwatch(
  text: string,
  { request, reader, logger }: Admitted,
  deps: WatchDeps,
): Promise<SlackMessage> {
  const { t, tell } = reader;
  const { hosts } = deps.config;
  const watches = collectionOf(deps.queue.records, 'watches', Watch);
  const known = [...(await watches.list()).values()];
  const read = readUnwatchWords(plainText(text), known, hosts);
  if (read.kind === 'unclear') {
    logger.info({ because: english.tell(read.sentence) }, 'not understood');
    return renderNote(tell(read.sentence), tell(read.next));
  }
  for (const watch of read.watches) {
    // Somebody else may just have it done.
    // oxlint-disable-next-line no-await-in-loop
    await watches.change(watch.id, () => undefined);
    logger.info({ watch: watch.id, on: watch.on }, 'not watched any more');
    const place = isChannelId(watch.to) ? watch.to : request.channelId;
    if (isAmongTwo(place, request)) continue;
    const there = readerThere(place, reader, deps);
    const line = renderDeed(request.userId, there.t`has ended the watch of ${watchSubject(watch)}.`);
    // oxlint-disable-next-line no-await-in-loop
    await tryLine(place, `unwatch-${watch.id}`, line, { ...deps, logger });
  }
  await deps.watches.bring().catch(() => undefined);
  const ended = tell(list(read.watches.map(watchSubject), 'and'));
  const gone = new Set(cover(read.watches, hosts).map(({ host }) => host));
  const rest = known.filter((watch) => !read.watches.includes(watch));
  const isCovered = cover(rest, hosts).some(({ host }) => gone.has(host));
  return isCovered
    ? renderNote(
        t`The watch of ${ended} has ended.`,
        t`Another one goes on covering some of it: ${'/watch list'}`,
      )
    : renderNote(t`The watch of ${ended} has ended.`);
}
