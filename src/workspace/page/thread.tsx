import { useEffect, useState } from 'preact/hooks';
import type { Room } from '../state/people.ts';
import { Composer } from './composer.tsx';
import { usePage } from './context.ts';
import { Message, Status, Whisper } from './message.tsx';
import { Messages } from './messages.tsx';
import { RoomName } from './room-name.tsx';

export interface ThreadProps {
  readonly room: Room;
  /** Of its root, or of any message of it. */
  readonly ts: string;
}

export function Thread({ room, ts }: ThreadProps) {
  const { view, me, marks, go } = usePage();
  const all = view.messages[room.id] ?? [];
  const root = all.find((message) => message.ts === ts)?.thread_ts ?? ts;
  const messages = all.filter((message) => message.ts === root || message.thread_ts === root);
  const lines = [
    ...messages.map((message) => ({ ts: message.ts, message })),
    ...view.ephemerals
      .filter(({ channel, user, thread_ts }) => channel === room.id && user === me.id && thread_ts === root)
      .map((ephemeral) => ({ ts: ephemeral.ts, ephemeral })),
  ].toSorted((a, b) => Number(a.ts) - Number(b.ts));
  const last = messages.at(-1)?.ts;
  // Whoever comes for what is new begins with it, and whoever comes for the first time with the first reply.
  const [from] = useState(() => {
    const readBefore = marks.until(me.id, root) ?? root;
    return messages.find((message) => message.ts > readBefore)?.ts;
  });
  useEffect(() => {
    if (last !== undefined) marks.read(me.id, root, last);
  }, [last, me.id]);
  const status = view.statuses[`${room.id} ${root}`] ?? '';
  return (
    <aside class="thread" aria-label="Thread">
      <header>
        <h2>Thread</h2>
        <span class="topic muted">
          <RoomName room={room} />
        </span>
        <button class="button bare close" aria-label="Close the thread" onClick={() => go({ room: room.id })}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      <Messages label="Messages of the thread" from={from}>
        {lines.map((line) =>
          'message' in line ? (
            <Message key={line.ts} message={line.message} inThread />
          ) : (
            <Whisper key={line.ts} ephemeral={line.ephemeral} />
          ),
        )}
        {status !== '' && <Status>{status}</Status>}
      </Messages>
      <Composer key={me.id} room={room} threadTs={root} autofocus />
    </aside>
  );
}
