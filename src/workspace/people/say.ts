import type { Message } from '../state/message.ts';
import type { Room } from '../state/people.ts';
import { BOT_USER } from '../state/people.ts';
import type { Desk } from './desk.ts';
import { personOf, roomOf } from './desk.ts';
import type { KnownEvent } from './events.ts';
import { sendEvent } from './events.ts';
import { FerrymanError } from '../../errors.ts';

export interface Say {
  readonly text: string;
  readonly channel?: string;
  readonly user?: string;
  readonly threadTs?: string;
}

/** How Slack calls messages of such a room: to subscribe to, and in the event. */
const messagesOf: Record<Room['kind'], readonly [KnownEvent, string]> = {
  public: ['message.channels', 'channel'],
  private: ['message.groups', 'group'],
  direct: ['message.im', 'im'],
};

/**
 * A message of a person. The app hears of it where it is a member: by its mention, and by the message itself. In direct messages there
 * are no mentions.
 */
export function say(desk: Desk, asked: Say): Message {
  const { store } = desk;
  const room = roomOf(store, asked.channel);
  const user = personOf(store, asked.user);
  if (room.archived === true) {
    throw new FerrymanError('archived', `#${room.name} is archived.`, 'Unarchive it first.');
  }
  const message = store.post(room.id, user.id, { text: asked.text, threadTs: asked.threadTs });
  if (!room.members.includes(BOT_USER)) return message;
  const { ts, text, thread_ts, team } = message;
  const thread = thread_ts === undefined ? {} : { thread_ts };
  const event = { user: user.id, ts, text, team, channel: room.id, event_ts: ts, ...thread };
  const [subscription, channelType] = messagesOf[room.kind];
  // Their outcomes stand in the journal; nobody waits for an event.
  if (room.kind !== 'direct' && asked.text.includes(`<@${BOT_USER}>`))
    void sendEvent(desk, 'app_mention', { type: 'app_mention', ...event }, room.shared);
  void sendEvent(desk, subscription, { type: 'message', ...event, channel_type: channelType }, room.shared);
  return message;
}
