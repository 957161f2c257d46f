import { randomId } from '../state/ids.ts';
import type { Delivery } from '../state/journal.ts';
import { APP_ID, BOT_USER, TEAM } from '../state/people.ts';
import type { Desk } from './desk.ts';
import { verification } from './desk.ts';

/** Everything that an app's manifest can subscribe to here. */
export const knownEvents = [
  'app_mention',
  'app_home_opened',
  'message.channels',
  'message.groups',
  'message.im',
] as const;
export type KnownEvent = (typeof knownEvents)[number];

/** Tells the app of something that happened, if it asked to be told of such things. */
export async function sendEvent(
  { store, deliveries, events }: Desk,
  subscription: KnownEvent,
  event: Readonly<Record<string, unknown>>,
  shared = false,
): Promise<Delivery | undefined> {
  if (!events.includes(subscription)) return undefined;
  return deliveries.send({
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
      is_ext_shared_channel: shared,
      event_context: randomId('4-'),
    },
  });
}
