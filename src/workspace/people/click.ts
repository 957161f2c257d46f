import { FerrymanError } from '../../errors.ts';
import { actionPayload, findAction } from './actions.ts';
import type { Delivery } from '../state/journal.ts';
import { APP_ID } from '../state/people.ts';
import type { Store } from '../state/store.ts';
import type { Desk } from './desk.ts';
import { actor, personOf, roomOf, team, verification, whisper } from './desk.ts';
import type { Filled } from './form.ts';
import { fill } from './form.ts';
import { viewOf } from './modal.ts';

export interface Click {
  /** Of the message; without it, something in a view is clicked. */
  readonly messageTs?: string;
  /** The view on top unless said. */
  readonly viewId?: string;
  readonly actionId: string;
  readonly blockId?: string;
  readonly channel?: string;
  readonly user?: string;
  /** The chosen option of a menu; `positive` or `negative` for feedback buttons; what was typed into a field. */
  readonly value?: string;
  /** What else was filled in of the view. */
  readonly values?: Filled;
}

type InMessage = Click & { readonly messageTs: string };

/** Somebody presses a button or chooses from a menu. */
export function click(desk: Desk, asked: Click): Promise<Delivery> {
  const { messageTs } = asked;
  return messageTs === undefined ? clickInView(desk, asked) : clickInMessage(desk, { ...asked, messageTs });
}

function clickInView(desk: Desk, asked: Click): Promise<Delivery> {
  const { store, deliveries } = desk;
  const user = personOf(store, asked.user);
  const view = viewOf(desk, asked);
  const hit = findAction(view.blocks, asked.actionId, asked.blockId);
  if (!hit) throw noSuchAction(`View ${view.id}`, asked.actionId);
  const own =
    hit.element['type'] === 'button' || asked.value === undefined ? {} : { [asked.actionId]: asked.value };
  const { values } = fill(view, { ...asked.values, ...own }, (id) => store.views.offered(view.id, id));
  return deliveries.send({
    type: 'interactive',
    payload: {
      type: 'block_actions',
      user: actor(user),
      api_app_id: APP_ID,
      token: verification,
      container: { type: 'view', view_id: view.id },
      trigger_id: store.triggers.issue(user.id),
      team,
      enterprise: null,
      is_enterprise_install: false,
      state: { values },
      view: { ...view, state: { values } },
      actions: [
        { ...actionPayload(hit, asked.value, store.nextTs()), ...values[hit.blockId]?.[asked.actionId] },
      ],
    },
  });
}

function clickInMessage(desk: Desk, asked: InMessage): Promise<Delivery> {
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
  if (!hit) throw noSuchAction(`Message ${message.ts}`, asked.actionId);
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
  const original = { kind: ephemeral ? 'ephemeral' : 'message', ts: message.ts } as const;
  const threadTs = message.thread_ts === undefined ? {} : { threadTs: message.thread_ts };
  const path = urls.issue('actions', { channel: room.id, user: user.id, original, ...threadTs });
  const payload = {
    type: 'block_actions',
    user: actor(user),
    api_app_id: APP_ID,
    token: verification,
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: room.id,
      is_ephemeral: ephemeral,
      ...thread,
    },
    trigger_id: store.triggers.issue(user.id),
    team,
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

function noSuchAction(where: string, actionId: string): FerrymanError {
  return new FerrymanError(
    'no-such-action',
    `${where} has no element with action_id ${actionId}.`,
    'Look at its blocks; another edit may have taken the button away.',
  );
}

function targetOf(store: Store, { messageTs, channel }: InMessage) {
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
