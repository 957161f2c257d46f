import { useState } from 'preact/hooks';
import type { View } from '../state/view.ts';
import { Announcer } from './announcer.tsx';
import type { Over, Page } from './context.ts';
import { PageContext } from './context.ts';
import { Conversation } from './conversation.tsx';
import { Home } from './home.tsx';
import { KeyHelp } from './key-help.tsx';
import { Modals } from './modal.tsx';
import { Sidebar } from './sidebar.tsx';
import { Switcher } from './switcher.tsx';
import { Thread } from './thread.tsx';
import { unreadIn } from './unread.ts';
import { useKeys } from './use-keys.ts';
import { useMarks } from './use-marks.ts';
import { usePlace } from './use-place.ts';
import { useTitle } from './use-title.ts';
import { useView } from './use-view.ts';
import { Workbench } from './workbench.tsx';

export function App() {
  const view = useView();
  if (!view) return <p class="loading">Opening the workspace…</p>;
  return <Workspace view={view} />;
}

function Workspace({ view }: { readonly view: View }) {
  const [person, setPerson] = useState(() => sessionStorage.getItem('person') ?? 'U0LIN');
  const [place, go] = usePlace({ room: 'C0MIGRATION' });
  const [complaint, complain] = useState('');
  const [over, show] = useState<Over>();
  const marks = useMarks();

  const me = view.people.find(({ id }) => id === person) ?? view.people[0];
  const rooms = view.rooms.filter(({ members }) => me !== undefined && members.includes(me.id));
  const room = rooms.find(({ id }) => id === place.room) ?? rooms[0];
  const unread = me ? rooms.map((one) => unreadIn(view, me, marks, one.id)) : [];
  useKeys({ rooms, place, go, over, show });
  useTitle(
    room?.name ?? '',
    unread.reduce((sum, count) => sum + count, 0),
  );
  if (!me || !room) return <p class="loading">Nobody is here.</p>;

  const become = (id: string) => {
    sessionStorage.setItem('person', id);
    setPerson(id);
    // The app's direct room is another one for everybody; a thread in which two have to agree stays open.
    go(room.kind === 'direct' ? { room: `D${id.slice(1)}` } : { ...place, room: room.id });
  };
  const page: Page = { view, me, place, go, become, marks, complain, over, show };
  const { thread, tab } = place;
  const shown =
    thread !== undefined && view.messages[room.id]?.some(({ ts }) => ts === thread) ? thread : undefined;
  const layout = [
    'workspace',
    shown !== undefined && 'with-thread',
    over === 'workbench' && 'with-workbench',
  ];
  return (
    <PageContext.Provider value={page}>
      <div class={layout.filter(Boolean).join(' ')}>
        <Sidebar rooms={rooms} current={room.id} />
        <main class="content">
          {room.kind === 'direct' && tab === 'home' ? (
            <Home key={me.id} room={room} />
          ) : (
            <Conversation key={`${me.id} ${room.id}`} room={room} thread={shown} />
          )}
          {shown !== undefined && <Thread key={shown} room={room} ts={shown} />}
        </main>
        {over === 'workbench' && <Workbench room={room} />}
      </div>
      <Announcer room={room} />
      <Modals />
      {over === 'switcher' && <Switcher rooms={rooms} />}
      {over === 'keys' && <KeyHelp />}
      {complaint !== '' && (
        <div class="complaint" role="alert">
          {complaint}
          <button class="button" onClick={() => complain('')}>
            Close
          </button>
        </div>
      )}
    </PageContext.Provider>
  );
}
