import type { Change } from '../state/changes.ts';
import type { Message } from '../state/message.ts';
import type { View } from '../state/view.ts';

/** What the page knows, and how a change alters it. Pure, so that it can be reasoned about. */

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
      return { ...view, deliveries: [...others, change.delivery].slice(-50) };
    }
    case 'connections':
      return { ...view, connections: change.count };
    case 'call':
      return view;
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
