import type { Message } from '../state/message.ts';
import type { Person } from '../state/people.ts';
import type { View } from '../state/view.ts';
import type { Marks } from './use-marks.ts';

/** Messages that stand in the channel itself: roots, and replies that were sent there as well. */
export const rootsOf = (messages: readonly Message[]): readonly Message[] =>
  messages.filter(
    ({ thread_ts, ts, subtype }) => thread_ts === undefined || thread_ts === ts || subtype !== undefined,
  );

/** Replies by the ts of their root. */
export function threadsOf(messages: readonly Message[]): ReadonlyMap<string, readonly Message[]> {
  const threads = new Map<string, Message[]>();
  for (const message of messages) {
    const { thread_ts, ts } = message;
    if (thread_ts === undefined || thread_ts === ts) continue;
    const replies = threads.get(thread_ts);
    if (replies) replies.push(message);
    else threads.set(thread_ts, [message]);
  }
  return threads;
}

/** How many messages of others a person has not seen in a channel. */
export function unreadIn(view: View, { id }: Person, marks: Marks, room: string): number {
  const until = marks.until(id, room) ?? '';
  return rootsOf(view.messages[room] ?? []).filter(({ ts, user }) => user !== id && ts > until).length;
}

/** The same of a thread that this person has opened before; of others nothing is news. */
export function unreadOf(replies: readonly Message[], { id }: Person, marks: Marks, thread: string): number {
  const until = marks.until(id, thread);
  if (until === undefined) return 0;
  return replies.filter(({ ts, user }) => user !== id && ts > until).length;
}
