import { z } from 'zod';
import { named } from '../state/ids.ts';
import type { Message } from '../state/message.ts';
import type { Room } from '../state/people.ts';
import { BOT_USER } from '../state/people.ts';
import type { Method } from './answer.ts';
import { accept, method, refuse } from './answer.ts';
import { flag } from './args.ts';
import { contentOf, contentShape, isEmpty } from './content.ts';

const write = { token: 'bot', scope: 'chat:write' } as const;
const target = { channel: z.string().default('') };

export const chatMethods: readonly Method[] = [
  method(
    { name: 'chat.postMessage', ...write },
    z.object({ ...target, ...contentShape, thread_ts: z.string().optional(), reply_broadcast: flag }),
    ({ channel: wanted, thread_ts, reply_broadcast, ...rest }, desk) => {
      const { store } = desk;
      const room = store.room(wanted);
      if (!room) return refuse('channel_not_found');
      const closed = closedTo(room);
      if (closed !== undefined) return refuse(closed);
      const content = contentOf(rest, desk);
      if ('refusal' in content) return content.refusal;
      if (isEmpty(content)) return refuse('no_text');
      const root = thread_ts === undefined ? undefined : store.message(room.id, thread_ts);
      if (thread_ts !== undefined && !root) return refuse('thread_not_found');
      // A reply to a reply lands in the same thread.
      const threadTs = root?.thread_ts ?? thread_ts;
      const message = store.post(room.id, BOT_USER, {
        ...content,
        threadTs,
        broadcast: threadTs !== undefined && reply_broadcast === true,
      });
      return accept({ channel: room.id, ts: message.ts, message });
    },
  ),
  method(
    { name: 'chat.update', ...write },
    z.object({ ...target, ...contentShape, ts: z.string() }),
    ({ channel: wanted, ts, ...rest }, desk) => {
      const { store } = desk;
      const room = store.room(wanted);
      // Where a person's id may be posted to, it is no channel to edit in.
      if (!room || isHidden(room) || (room.kind === 'direct' && room.id !== wanted))
        return refuse('channel_not_found');
      if (room.archived === true) return refuse('is_inactive');
      const old = store.message(room.id, ts);
      if (!old) return refuse('message_not_found');
      if (old.user !== BOT_USER) return refuse('cant_update_message');
      const content = contentOf(rest, desk);
      if ('refusal' in content) return content.refusal;
      if (rest.text !== undefined && rest.text.length > 4000 && !content.blocks)
        return refuse('msg_too_long');
      if (rest.text === undefined && !content.blocks && !content.attachments) return refuse('no_text');
      const message = updated(old, content, rest.text, store.nextTs);
      store.put(room.id, message);
      return accept({ channel: room.id, ts, text: message.text, message });
    },
  ),
  method(
    { name: 'chat.delete', ...write },
    z.object({ ...target, ts: z.string() }),
    ({ channel, ts }, { store }) => {
      const room = store.room(channel);
      if (!room) return refuse('channel_not_found');
      const old = store.message(room.id, ts);
      if (!old) return refuse('message_not_found');
      if (old.user !== BOT_USER) return refuse('cant_delete_message');
      store.remove(room.id, ts);
      return accept({ channel: room.id, ts });
    },
  ),
  method(
    { name: 'chat.postEphemeral', ...write },
    z.object({ ...target, ...contentShape, user: z.string(), thread_ts: z.string().optional() }),
    ({ channel, user, thread_ts, ...rest }, desk) => {
      const { store } = desk;
      const room = store.room(channel);
      if (!room) return refuse('channel_not_found');
      const closed = closedTo(room);
      if (closed !== undefined) return refuse(closed);
      if (!room.members.includes(user)) return refuse('user_not_in_channel');
      const content = contentOf(rest, desk);
      if ('refusal' in content) return content.refusal;
      if (isEmpty(content)) return refuse('no_text');
      const { ts } = store.whisper({
        channel: room.id,
        user,
        from: BOT_USER,
        text: content.text,
        blocks: content.blocks,
        ...(thread_ts === undefined ? {} : { thread_ts }),
      });
      return accept({ message_ts: ts });
    },
  ),
  method(
    { name: 'chat.getPermalink', token: 'bot' },
    z.object({ ...target, message_ts: z.string() }),
    ({ channel, message_ts }, { store, origin }) => {
      const room = store.room(channel);
      if (!room) return refuse('channel_not_found');
      const message = store.message(room.id, message_ts);
      if (!message) return refuse('message_not_found');
      const thread = message.thread_ts === undefined ? '' : `?thread_ts=${message.thread_ts}&cid=${room.id}`;
      const permalink = `${origin}/archives/${room.id}/p${message_ts.replace('.', '')}${thread}`;
      return accept({ channel: room.id, permalink });
    },
  ),
];

/** A private channel is none for whoever is not in it. */
const isHidden = ({ kind, members }: Room): boolean => kind === 'private' && !members.includes(BOT_USER);

/** Slack's word for why the app cannot post there. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
function closedTo(room: Room): string | undefined {
  if (isHidden(room)) return 'channel_not_found';
  if (room.archived === true) return 'is_archived';
  return room.members.includes(BOT_USER) ? undefined : 'not_in_channel';
}

/** Text without blocks takes the blocks away; blocks leave no "edited" mark; metadata stays unless it is given. */
function updated(
  old: Message,
  content: Exclude<ReturnType<typeof contentOf>, { refusal: unknown }>,
  text: string | undefined,
  nextTs: () => string,
): Message {
  const { blocks: _blocks, attachments: _attachments, edited: _edited, ...kept } = old;
  return {
    ...kept,
    text: text ?? old.text,
    ...(content.blocks?.length ? { blocks: named(content.blocks) } : {}),
    ...(content.attachments?.length ? { attachments: content.attachments } : {}),
    ...(content.metadata ? { metadata: content.metadata } : {}),
    ...(content.blocks ? {} : { edited: { user: BOT_USER, ts: nextTs() } }),
  };
}
