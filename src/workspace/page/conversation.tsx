import { useEffect, useRef } from 'preact/hooks';
import type { Room } from '../state/people.ts';
import { Composer } from './composer.tsx';
import { usePage } from './context.ts';
import { Message, Whisper } from './message.tsx';
import { RoomName } from './sidebar.tsx';

export function Conversation({ room, thread }: { readonly room: Room; readonly thread: string | undefined }) {
  const { view, me } = usePage();
  const all = view.messages[room.id] ?? [];
  const roots = all.filter(
    ({ thread_ts, ts, subtype }) => thread_ts === undefined || thread_ts === ts || subtype !== undefined,
  );
  const whispers = view.ephemerals.filter(
    ({ channel, user, thread_ts }) => channel === room.id && user === me.id && thread_ts === undefined,
  );
  const lines = [
    ...roots.map((message) => ({ ts: message.ts, message })),
    ...whispers.map((ephemeral) => ({ ts: ephemeral.ts, ephemeral })),
  ].toSorted((a, b) => Number(a.ts) - Number(b.ts));
  const end = useFollow(lines);
  return (
    <main class="conversation">
      <header>
        <h2>
          <RoomName room={room} />
        </h2>
        <p class="muted">{room.topic}</p>
      </header>
      <div class="messages" ref={end} tabIndex={0} role="log" aria-label="Messages">
        {lines.length === 0 && <Welcome room={room} />}
        {lines.map((line) =>
          'message' in line ? (
            <Message
              key={line.ts}
              message={line.message}
              replies={all.filter(({ thread_ts, ts }) => thread_ts === line.ts && ts !== line.ts)}
              status={view.statuses[`${room.id} ${line.ts}`] ?? ''}
            />
          ) : (
            <Whisper key={line.ts} ephemeral={line.ephemeral} />
          ),
        )}
      </div>
      <Composer room={room} autofocus={thread === undefined} />
    </main>
  );
}

function Welcome({ room }: { readonly room: Room }) {
  const { view } = usePage();
  const first = view.commands[0];
  return (
    <div class="welcome">
      <h3>
        This is the start of <RoomName room={room} />
      </h3>
      {first && (
        <p>
          Type <kbd>/</kbd> to see what Ferryman can do, for example{' '}
          <code>
            {first.command} {first.usage_hint}
          </code>
          .
        </p>
      )}
    </div>
  );
}

/** Stays at the end while the reader is there, and leaves a reader of older lines alone. */
export function useFollow(lines: unknown) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    let top = element.scrollTop;
    // Messages that come between our own scrolling and its event make the end look far away; only going up is leaving.
    const note = () => {
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
      if (near) atEnd.current = true;
      else if (element.scrollTop < top) atEnd.current = false;
      top = element.scrollTop;
    };
    element.addEventListener('scroll', note);
    return () => element.removeEventListener('scroll', note);
  }, []);
  useEffect(() => {
    if (atEnd.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [lines]);
  return list;
}
