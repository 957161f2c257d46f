import type { App, Context } from '@slack/bolt';
import { renderHelp } from '../../src/render/slack/help.ts';
import type { WatchDeps } from '../watch.ts';
import { readerFor } from '../reader.ts';
import { renderOffer } from '../../src/render/slack/offer.ts';
import { helpFor } from './help.ts';
import { readLine } from './line.ts';
import { isDirect } from './direct.ts';
import { offersIn } from './offers.ts';
import { saidRequest, Written } from './said.ts';
import type { TellDeps } from './tell-person.ts';

type MentionDeps = TellDeps & Pick<WatchDeps, 'watches'>;

/** `@ferryman diagnose hz-shop 30003` in a channel or thread, and the same without the name where only the two talk. */
export function registerMention(app: Pick<App, 'event'>, deps: MentionDeps): void {
  app.event('app_mention', async ({ event, context }) => {
    const { data } = Written.safeParse(event);
    if (data !== undefined) await answer(data, context, deps);
  });

  app.event('message', async ({ event, context }) => {
    const { data } = Written.safeParse(event);
    if (data !== undefined && isDirect(data.channel)) await answer(data, context, deps);
  });
}

async function answer(written: Written, context: Context, deps: MentionDeps): Promise<void> {
  const request = saidRequest(written, context, deps);
  const line = readLine(withoutMention(written.text, context.botUserId), deps);
  if (line.kind === 'ask') {
    await line.ask(request, deps);
    return;
  }
  const logger = deps.logger.child({ user: request.userId, channel: request.channelId });
  const reader = await readerFor(request, { ...deps, logger });
  const help = await helpFor(request, deps);
  const offers = line.kind === 'other' && help.may.has('diagnose') ? offersIn(line.words, deps.config) : [];
  if (offers.length > 0) {
    await request.tell(renderOffer(offers, reader));
    return;
  }
  await request.tell(
    renderHelp(line.kind === 'other' ? { ...help, notUnderstood: line.words } : help, reader),
  );
}

/** What stands behind the bot's name, or before it where nothing stands behind. */
function withoutMention(text: string, botUserId = ''): string {
  const [before = '', ...after] = text.split(new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`));
  if (after.length === 0) return text;
  const behind = after.join(' ').trim();
  return (behind === '' ? before : behind).replace(/^[,，:：]\s*/, '').trim();
}
