import type { Change } from '../state/changes.ts';
import type { Message } from '../state/message.ts';
import type { View } from '../state/view.ts';

/** What the page knows, and how a change alters it. Pure, so that it can be reasoned about. */

/** Of the journal; the workspace holds the rest. */
const kept = 100;

export function changed(view: View, change: Change): View {
  switch (change.kind) {
    case 'message':
      return withMessages(view, change.channel, (all) => put(all, change.message));
    case 'deleted':
      return withMessages(view, change.channel, (all) => all.filter(({ ts }) => ts !== change.ts));
    case 'ephemeral':
      return { ...view, ephemerals: put(view.ephemerals, change.ephemeral) };
    case 'ephemeral-deleted':
      return { ...view, ephemerals: view.ephemerals.filter(({ ts }) => ts !== change.ts) };
    case 'status':
      return {
        ...view,
        statuses: { ...view.statuses, [`${change.channel} ${change.thread}`]: change.status },
      };
    case 'delivery': {
      const others = view.deliveries.filter(({ envelopeId }) => envelopeId !== change.delivery.envelopeId);
      return { ...view, deliveries: [...others, change.delivery].slice(-kept) };
    }
    case 'modals':
      return { ...view, modals: { ...view.modals, [change.user]: change.modals } };
    case 'home':
      return { ...view, homes: { ...view.homes, [change.user]: change.view } };
    case 'room':
      return { ...view, rooms: view.rooms.map((one) => (one.id === change.room.id ? change.room : one)) };
    case 'connections':
      return { ...view, connections: change.count };
    case 'call':
      return { ...view, calls: [...view.calls, change.call].slice(-kept) };
    default:
      return change satisfies never;
  }
}

const withMessages = (
  view: View,
  channel: string,
  change: (all: readonly Message[]) => readonly Message[],
): View => ({
  ...view,
  messages: { ...view.messages, [channel]: change(view.messages[channel] ?? []) },
});

/** An edited message keeps its place. */
function put<T extends { readonly ts: string }>(all: readonly T[], one: T): readonly T[] {
  const index = all.findIndex(({ ts }) => ts === one.ts);
  return index < 0 ? [...all, one] : all.with(index, one);
}
