import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { SlackMessage, TextFile } from '../render/slack/message.ts';
import { failureOf, isMalformed, slackError } from './failure.ts';
import { findMessage, type Mark, markType, mayNotLook } from './find-message.ts';
import { type SlackAccess, slackClients } from './slack-clients.ts';
import { slackLogger } from './slack-logger.ts';
import { type FilePlace, uploadOnce } from './upload.ts';

export interface Thread {
  readonly channelId: string;
  readonly ts: string;
}

/** Where a message of a job goes. */
export interface Place {
  readonly channelId: string;
  readonly threadTs?: string | undefined;
  /** ISO 8601: when the job was asked for. */
  readonly since: string;
  /** An earlier start of the job may have posted it already; look before posting. */
  readonly again: boolean;
  /** A reply that shows in the channel as well. */
  readonly broadcast?: boolean;
}

/** Everything that Ferryman writes into Slack. Rejects with a `FerrymanError` (code `slack-…`). */
export interface Notifier {
  /** Posts a message of a job once, however often it is called and whatever happens to the replies; its `ts`. */
  post(place: Place, mark: Mark, message: SlackMessage): Promise<string>;
  edit(thread: Thread, message: SlackMessage): Promise<void>;
  /** Puts a file into a thread, once as well. */
  upload(place: FilePlace, file: TextFile): Promise<void>;
  /** Undefined where Slack gives none. */
  permalink(thread: Thread): Promise<string | undefined>;
}

/** How long one message may take to get through, rate limits and outages included. */
const patienceMs = 60_000;

/** Slack makes nothing out of a message that is not in it: no names turned into mentions, no previews. */
const notParsed = { link_names: false, parse: 'none' } as const;
const asItIs = { ...notParsed, unfurl_links: false, unfurl_media: false };

export function createNotifier(access: SlackAccess, deps: { logger: Logger }): Notifier {
  const { logger } = deps;
  const { posting, repeating } = slackClients(access, slackLogger(logger.child({ part: 'slack' })));

  async function find(place: Place, mark: Mark): Promise<string | undefined> {
    const oldest = Date.parse(place.since) / 1000 - 60;
    try {
      return await patiently(() =>
        findMessage(repeating, mark, { channelId: place.channelId, threadTs: place.threadTs, oldest }),
      );
    } catch (error) {
      const refusal = mayNotLook(error);
      if (refusal === undefined) throw error;
      logger.warn({ job: mark.job, slack: refusal }, 'cannot look for earlier messages; one may show twice');
      return undefined;
    }
  }

  async function postOnce(place: Place, mark: Mark, message: SlackMessage): Promise<string> {
    const { threadTs, broadcast = false } = place;
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs, reply_broadcast: broadcast };
    const { ts } = await wellFormed(message, (content) =>
      patiently(() =>
        posting.chat.postMessage({
          channel: place.channelId,
          ...thread,
          ...content,
          ...asItIs,
          metadata: { event_type: markType, event_payload: { job: mark.job, part: mark.part } },
        }),
      ),
    );
    return ts ?? '';
  }

  async function editOnce({ channelId, ts }: Thread, message: SlackMessage): Promise<void> {
    await wellFormed(message, (content) =>
      patiently(() => repeating.chat.update({ channel: channelId, ts, ...content, ...notParsed })),
    );
  }

  /** Plainer blocks, and plain text in the end, where Slack finds fault with the blocks: an answer that looks poor beats none. */
  async function wellFormed<T>(
    { text, blocks, plainer }: SlackMessage,
    send: (content: { text: string; blocks: SlackMessage['blocks'] }) => Promise<T>,
  ): Promise<T> {
    const poorer = [...(plainer === undefined ? [] : [plainer]), []];
    for (let shown = blocks; ;) {
      try {
        return await send({ text, blocks: shown });
      } catch (error) {
        const next = isMalformed(failureOf(error)) ? poorer.shift() : undefined;
        if (next === undefined) throw error;
        logger.error(
          { err: error },
          'Slack refused the blocks of a message; sent in plainer ones or as text',
        );
        shown = next;
      }
    }
  }

  return {
    post: (place, mark, message) =>
      named(async () => {
        const until = Date.now() + patienceMs;
        let look = place.again;
        for (;;) {
          const there = look ? await find(place, mark) : undefined;
          if (there !== undefined) {
            await editOnce({ channelId: place.channelId, ts: there }, message);
            return there;
          }
          try {
            return await postOnce(place, mark, message);
          } catch (error) {
            if (failureOf(error).kind !== 'unanswered' || Date.now() > until) throw error;
            // It may stand there all the same: look for it before saying it again.
            look = true;
            await sleep(500);
          }
        }
      }),

    edit: (thread, message) => named(() => editOnce(thread, message)),

    upload: (place, file) =>
      named(() => uploadOnce(place, file, { repeating, posting, fetch: access.fetch, patiently })),

    async permalink({ channelId, ts }) {
      try {
        const { permalink } = await repeating.chat.getPermalink({ channel: channelId, message_ts: ts });
        return permalink;
      } catch (error) {
        logger.warn({ err: error }, 'no permalink');
        return undefined;
      }
    },
  };
}

/** Waits out Slack's rate limit; a call that was refused for it was not carried out. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'rate-limited' || Date.now() + failure.seconds * 1000 > until) throw error;
      await sleep(failure.seconds * 1000);
    }
  }
}

async function named<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw slackError(failureOf(error), error);
  }
}
