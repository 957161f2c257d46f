import { useEffect } from 'preact/hooks';
import type { Room } from '../state/people.ts';
import { Composer } from './composer.tsx';
import { usePage } from './context.ts';
import { useFollow } from './conversation.tsx';
import { Message, Whisper } from './message.tsx';
import { RoomName } from './sidebar.tsx';

export interface ThreadProps {
  readonly room: Room;
  readonly ts: string;
  readonly onClose: () => void;
}

export function Thread({ room, ts, onClose }: ThreadProps) {
  const { view, me } = usePage();
  const all = view.messages[room.id] ?? [];
  const asked = all.find((message) => message.ts === ts);
  const root = asked?.thread_ts ?? ts;
  const lines = [
    ...all
      .filter((message) => message.ts === root || message.thread_ts === root)
      .map((message) => ({ ts: message.ts, message })),
    ...view.ephemerals
      .filter(({ channel, user, thread_ts }) => channel === room.id && user === me.id && thread_ts === root)
      .map((ephemeral) => ({ ts: ephemeral.ts, ephemeral })),
  ];
  const end = useFollow(lines);
  useEffect(() => {
    const close = ({ key }: KeyboardEvent) =>
      key === 'Escape' && !document.querySelector('dialog[open]') && onClose();
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [onClose]);
  const status = view.statuses[`${room.id} ${root}`] ?? '';
  return (
    <aside class="thread" aria-label="Thread">
      <header>
        <h2>Thread</h2>
        <span class="muted">
          <RoomName room={room} />
        </span>
        <button class="button close" aria-label="Close the thread" onClick={onClose}>
          ✕
        </button>
      </header>
      <div class="messages" ref={end} tabIndex={0} role="log" aria-label="Replies">
        {lines.map((line) =>
          'message' in line ? (
            <Message key={line.ts} message={line.message} inThread />
          ) : (
            <Whisper key={line.ts} ephemeral={line.ephemeral} />
          ),
        )}
        {status !== '' && <p class="status">Ferryman {status}</p>}
      </div>
      <Composer room={room} threadTs={root} autofocus />
    </aside>
  );
}
