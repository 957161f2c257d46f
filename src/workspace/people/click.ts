import { FerrymanError } from '../../errors.ts';
import { actionPayload, findAction } from './actions.ts';
import type { Delivery } from '../state/journal.ts';
import { APP_ID, TEAM } from '../state/people.ts';
import type { Store } from '../state/store.ts';
import type { Desk } from './desk.ts';
import { personOf, roomOf, trigger, verification, whisper } from './desk.ts';

export interface Click {
  readonly messageTs: string;
  readonly actionId: string;
  readonly blockId?: string;
  readonly channel?: string;
  readonly user?: string;
  /** The chosen option of a menu; `positive` or `negative` for feedback buttons. */
  readonly value?: string;
}

/** Somebody presses a button or chooses from a menu. */
export function click(desk: Desk, asked: Click): Promise<Delivery> {
  const { store, deliveries, urls } = desk;
  const user = personOf(store, asked.user);
  const target = targetOf(store, asked);
  if (!target)
    throw new FerrymanError(
      'no-such-message',
      `There is no message ${asked.messageTs}.`,
      'Click one that messages() lists.',
    );
  const { room, message, ephemeral } = target;
  const hit = findAction(message.blocks ?? [], asked.actionId, asked.blockId);
  if (!hit) {
    const sentence = `Message ${message.ts} has no element with action_id ${asked.actionId}.`;
    throw new FerrymanError(
      'no-such-action',
      sentence,
      'Look at its blocks; another edit may have taken the button away.',
    );
  }
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
  const original = { kind: ephemeral ? 'ephemeral' : 'message', ts: message.ts } as const;
  const threadTs = message.thread_ts === undefined ? {} : { threadTs: message.thread_ts };
  const path = urls.issue('actions', { channel: room.id, user: user.id, original, ...threadTs });
  const payload = {
    type: 'block_actions',
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: APP_ID,
    token: verification,
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: room.id,
      is_ephemeral: ephemeral,
      ...thread,
    },
    trigger_id: trigger(store),
    team: { id: TEAM.id, domain: TEAM.domain },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: room.id, name: room.kind === 'direct' ? 'directmessage' : room.name },
    // Slack leaves the message out where only one person sees it.
    ...(ephemeral ? {} : { message }),
    state: { values: {} },
    response_url: desk.origin + path,
    actions: [actionPayload(hit, asked.value, store.nextTs())],
  };
  return deliveries.send({
    type: 'interactive',
    payload,
    onFailure: () =>
      whisper(store, room, user, 'This app did not respond to your click. Try again.', message.thread_ts),
  });
}

function targetOf(store: Store, { messageTs, channel }: Click) {
  const whispered = store.ephemeral(messageTs);
  const home = store.rooms.find(({ id }) => id === whispered?.channel);
  if (whispered && home) return { room: home, message: whispered, ephemeral: true };
  const rooms = channel === undefined ? store.rooms : [roomOf(store, channel)];
  for (const room of rooms) {
    const message = store.message(room.id, messageTs);
    if (message) return { room, message, ephemeral: false };
  }
  return undefined;
}
