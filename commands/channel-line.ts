import { FerrymanError } from '../src/errors.ts';
import type { Notifier } from '../src/notify/notifier.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import { say, sentences, type Text } from '../src/text/say.ts';
import type { Admitted } from './answer-admitted.ts';
import type { Request } from './ask.ts';
import { isDirect } from './ways/direct.ts';

export interface LineDeps {
  readonly notifier: Pick<Notifier, 'post'>;
  readonly clock: () => number;
}

/** Where somebody wrote to the bot alone, its answer stands in the channel already: a line would say it twice. */
export function isAmongTwo(channelId: string, request: Pick<Request, 'channelId' | 'replyUrl'>): boolean {
  return channelId === request.channelId && isDirect(channelId) && request.replyUrl === undefined;
}

/** A line for everybody in a channel. Rejects with `slack-no-entry` where the bot is no member. @param part unlike those of the same moment */
export async function postLine(
  channelId: string,
  part: string,
  line: SlackMessage,
  { notifier, clock }: LineDeps,
): Promise<void> {
  const since = new Date(clock()).toISOString();
  await notifier.post({ channelId, since, again: false }, { job: `line-${since}`, part }, line);
}

/** The same where what was asked for is done either way: why the channel does not know of it, undefined where it does. */
export async function tryLine(
  channelId: string,
  part: string,
  line: SlackMessage,
  { logger, ...deps }: LineDeps & Pick<Admitted, 'logger'>,
): Promise<Text | undefined> {
  try {
    await postLine(channelId, part, line, deps);
    return undefined;
  } catch (error) {
    logger.warn({ err: error }, 'a channel was not told');
    const missed = say`The channel was not told.`;
    return error instanceof FerrymanError ? sentences(missed, error.sentence, error.advice) : missed;
  }
}
