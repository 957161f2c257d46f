import { randomId } from '../state/ids.ts';
import type { Message } from '../state/message.ts';
import { APP_ID, BOT_USER, TEAM } from '../state/people.ts';
import type { Desk } from './desk.ts';
import { personOf, roomOf, verification } from './desk.ts';

export interface Say {
  readonly text: string;
  readonly channel?: string;
  readonly user?: string;
  readonly threadTs?: string;
}

/** A message of a person. The app hears of it where it is mentioned, and of everything in its direct messages. */
export function say(desk: Desk, asked: Say): Message {
  const { store, deliveries } = desk;
  const room = roomOf(store, asked.channel);
  const user = personOf(store, asked.user);
  const message = store.post(room.id, user.id, { text: asked.text, threadTs: asked.threadTs });
  const mentioned = asked.text.includes(`<@${BOT_USER}>`);
  if (!room.members.includes(BOT_USER) || (room.kind !== 'direct' && !mentioned)) return message;
  const { ts, text, thread_ts, team } = message;
  const event = {
    type: room.kind === 'direct' ? 'message' : 'app_mention',
    user: user.id,
    ts,
    text,
    team,
    channel: room.id,
    event_ts: ts,
    ...(thread_ts === undefined ? {} : { thread_ts }),
    ...(room.kind === 'direct' ? { channel_type: 'im' } : {}),
  };
  const sent = deliveries.send({
    type: 'events_api',
    payload: {
      token: verification,
      team_id: TEAM.id,
      context_team_id: TEAM.id,
      context_enterprise_id: null,
      api_app_id: APP_ID,
      event,
      type: 'event_callback',
      event_id: randomId('Ev'),
      event_time: Math.floor(store.clock() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: TEAM.id,
          user_id: BOT_USER,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: room.shared,
      event_context: randomId('4-'),
    },
  });
  void sent; // its outcome stands in the journal; nobody waits for an event
  return message;
}
