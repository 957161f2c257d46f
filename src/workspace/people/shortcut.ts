import { FerrymanError } from '../../errors.ts';
import type { Delivery } from '../state/journal.ts';
import type { Desk } from './desk.ts';
import { actor, personOf, roomOf, team, verification, whisper } from './desk.ts';

export interface Shortcut {
  readonly callbackId: string;
  /** Of the message from whose menu it is chosen. */
  readonly messageTs: string;
  readonly channel?: string;
  readonly user?: string;
}

/** Somebody chooses an entry from a message's menu. It is there in channels without the app, too. */
export function shortcut(desk: Desk, asked: Shortcut): Promise<Delivery> {
  const { store, deliveries, urls, origin } = desk;
  const room = roomOf(store, asked.channel);
  const user = personOf(store, asked.user);
  const message = store.message(room.id, asked.messageTs);
  if (!message) {
    const sentence = `There is no message ${asked.messageTs}.`;
    throw new FerrymanError('no-such-message', sentence, 'Choose one that messages() lists.');
  }
  if (desk.shortcuts && !desk.shortcuts.some(({ callback_id }) => callback_id === asked.callbackId)) {
    const names = desk.shortcuts.map(({ callback_id }) => callback_id).join(', ');
    throw new FerrymanError(
      'no-such-shortcut',
      `The app has no shortcut ${asked.callbackId}.`,
      `It has ${names || 'none'}.`,
    );
  }
  const threadTs = message.thread_ts === undefined ? {} : { threadTs: message.thread_ts };
  const path = urls.issue('actions', { channel: room.id, user: user.id, ...threadTs });
  return deliveries.send({
    type: 'interactive',
    payload: {
      type: 'message_action',
      token: verification,
      action_ts: store.nextTs(),
      team,
      user: actor(user),
      channel: { id: room.id, name: room.kind === 'direct' ? 'directmessage' : room.name },
      is_enterprise_install: false,
      enterprise: null,
      callback_id: asked.callbackId,
      trigger_id: store.triggers.issue(user.id),
      response_url: origin + path,
      message_ts: message.ts,
      message,
    },
    onFailure: () =>
      whisper(store, room, user, 'This app did not respond to your shortcut. Try again.', message.thread_ts),
  });
}
