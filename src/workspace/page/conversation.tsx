import { Fragment } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Room } from '../state/people.ts';
import { Composer } from './composer.tsx';
import { usePage } from './context.ts';
import { Message, Whisper } from './message.tsx';
import { Messages } from './messages.tsx';
import { RoomHeader } from './room-header.tsx';
import { useTimes } from './time.ts';
import { rootsOf, threadsOf } from './unread.ts';
import { Welcome } from './welcome.tsx';

const none: readonly never[] = [];
/** Messages of one person within this time share a byline. */
const together = 300;

export function Conversation({ room, thread }: { readonly room: Room; readonly thread: string | undefined }) {
  const { view, me, marks } = usePage();
  const { day } = useTimes();
  const all = view.messages[room.id] ?? none;
  const roots = useMemo(() => rootsOf(all), [all]);
  const threads = useMemo(() => threadsOf(all), [all]);
  const whispers = view.ephemerals.filter(
    ({ channel, user, thread_ts }) => channel === room.id && user === me.id && thread_ts === undefined,
  );
  const lines = [
    ...roots.map((message) => ({ ts: message.ts, message })),
    ...whispers.map((ephemeral) => ({ ts: ephemeral.ts, ephemeral })),
  ].toSorted((a, b) => Number(a.ts) - Number(b.ts));

  const [readBefore] = useState(() => marks.until(me.id, room.id));
  const last = roots.at(-1)?.ts;
  useEffect(() => {
    if (last !== undefined) marks.read(me.id, room.id, last);
  }, [last]);
  const firstNew =
    readBefore === undefined
      ? undefined
      : roots.find(({ ts, user }) => ts > readBefore && user !== me.id)?.ts;
  const [newFrom] = useState(firstNew);

  return (
    <section class="conversation">
      <RoomHeader room={room} />
      <Messages label={`Messages in ${room.kind === 'direct' ? 'Ferryman' : room.name}`}>
        {lines.length === 0 && <Welcome room={room} />}
        {lines.map((line, index) => {
          const before = lines[index - 1];
          const newDay = before === undefined || day(before.ts) !== day(line.ts);
          return (
            <Fragment key={line.ts}>
              {newDay && <Divider>{day(line.ts)}</Divider>}
              {line.ts === newFrom && <Divider kind="new">New</Divider>}
              {'message' in line ? (
                <Message
                  message={line.message}
                  replies={threads.get(line.ts) ?? []}
                  status={view.statuses[`${room.id} ${line.ts}`] ?? ''}
                  compact={
                    !newDay &&
                    line.ts !== newFrom &&
                    'message' in before &&
                    !threads.has(before.ts) &&
                    line.message.bot_id === undefined &&
                    before.message.user === line.message.user &&
                    Number(line.ts) - Number(before.ts) < together
                  }
                />
              ) : (
                <Whisper ephemeral={line.ephemeral} />
              )}
            </Fragment>
          );
        })}
      </Messages>
      <Composer room={room} autofocus={thread === undefined} />
    </section>
  );
}

function Divider({ kind = 'day', children }: { readonly kind?: 'day' | 'new'; readonly children: string }) {
  return (
    <div class={`divider ${kind}`}>
      <span>{children}</span>
    </div>
  );
}
