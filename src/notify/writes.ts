import type { Logger } from 'pino';
import type { SlackMessage } from '../render/slack/message.ts';
import { failureOf, isMalformed, unknownTypes } from './failure.ts';
import { findMessage, markType, mayNotLook } from './find-message.ts';
import type { Gate } from './gate.ts';
import type { Row } from './outbox-row.ts';
import { plainText } from '../render/slack/plain-text.ts';
import type { SlackClients } from './slack-clients.ts';

/** The calls that make a message stand as it should. Each waits until Slack allows it, `until` at most, and rejects with Slack's error. */
export interface Writes {
  /** The `ts` under which a message of this row stands already. */
  find(row: Row, until: number): Promise<string | undefined>;
  /** Posts, and never a second time by itself; its `ts`. `claim` runs ahead of each call, when Slack allows it, and may reject. */
  post(row: Row, message: SlackMessage, until: number, claim: () => Promise<void>): Promise<string>;
  update(at: { channelId: string; ts: string }, message: SlackMessage, until: number): Promise<void>;
}

interface Ways {
  readonly clients: SlackClients;
  readonly gate: Gate;
  readonly logger: Logger;
}

/** Slack makes nothing out of a message that is not in it: no names turned into mentions, no previews. */
const notParsed = { link_names: false, parse: 'none' } as const;
const asItIs = { ...notParsed, unfurl_links: false, unfurl_media: false };

/** Slack takes longer texts than these, and refuses an edit without blocks from 4,000 on. */
const plainAtMost = { post: 12_000, update: 3_900 };

export function slackWrites({ clients, gate, logger }: Ways): Writes {
  const { posting, repeating } = clients;
  /** Types of blocks that this Slack has refused. */
  const unknown = new Set<string>();

  /** Plainer blocks, and plain text in the end, where Slack finds fault with the blocks: an answer that looks poor beats none. */
  async function wellFormed<T>(
    message: SlackMessage,
    atMost: number,
    send: (content: Pick<SlackMessage, 'text' | 'blocks'>) => Promise<T>,
  ): Promise<T> {
    const { text, blocks, plainer } = message;
    const richer = [blocks, ...(plainer === undefined ? [] : [plainer])].map((one) => ({
      text,
      blocks: one,
    }));
    for (const content of richer) {
      // It will not have learned them since.
      if (content.blocks.some(({ type }) => unknown.has(type))) continue;
      try {
        return await send(content);
      } catch (error) {
        if (!isMalformed(failureOf(error))) throw error;
        logger.error({ err: error }, 'Slack refused the blocks of a message; sent plainer');
        for (const type of unknownTypes(error)) unknown.add(type);
      }
    }
    return send({ text: plainText(message, atMost), blocks: [] });
  }

  return {
    async find({ mark, channelId, threadTs, since }, until) {
      if (mark === undefined) return undefined;
      const oldest = Date.parse(since) / 1000 - 60;
      const method = threadTs === undefined ? 'conversations.history' : 'conversations.replies';
      try {
        return await gate.pass(method, until, () =>
          findMessage(repeating, mark, { channelId, threadTs, oldest }),
        );
      } catch (error) {
        const refusal = mayNotLook(error);
        if (refusal === undefined) throw error;
        logger.warn({ job: mark.job, slack: refusal }, 'cannot look for messages; one may show twice');
        return undefined;
      }
    },

    async post({ mark, channelId, threadTs, broadcast = false }, message, until, claim) {
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs, reply_broadcast: broadcast };
      const metadata = mark && {
        metadata: { event_type: markType, event_payload: { job: mark.job, part: mark.part } },
      };
      const { ts } = await wellFormed(message, plainAtMost.post, (content) =>
        gate.pass(`chat.postMessage ${channelId}`, until, async () => {
          await claim();
          const to = { channel: channelId, ...thread };
          return posting.chat.postMessage({ ...to, ...content, ...asItIs, ...metadata });
        }),
      );
      return ts ?? '';
    },

    async update({ channelId, ts }, message, until) {
      await wellFormed(message, plainAtMost.update, (content) =>
        gate.pass(edits, until, () =>
          posting.chat.update({ channel: channelId, ts, ...content, ...notParsed }),
        ),
      );
    },
  };
}

/** Slack counts edits over the whole workspace. */
export const edits = 'chat.update';
