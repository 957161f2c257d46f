import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Change } from '../state/changes.ts';
import type { View } from '../state/view.ts';
import type { Page } from './context.ts';
import { PageContext } from './context.ts';
import { Conversation } from './conversation.tsx';
import { listen, loadView } from './server.ts';
import { Sidebar } from './sidebar.tsx';
import { changed } from './state.ts';
import { Thread } from './thread.tsx';

export function App() {
  const view = useView();
  if (!view) return <p class="loading">Opening the workspace…</p>;
  return <Workspace view={view} />;
}

function useView(): View | undefined {
  const [view, setView] = useState<View>();
  useEffect(() => {
    // Changes that arrive while the view is on its way are put on top of it.
    let early: Change[] | undefined;
    const load = async () => {
      early = [];
      const loaded = await loadView();
      setView(early.reduce(changed, loaded));
      early = undefined;
    };
    return listen(
      (change) => {
        early?.push(change);
        setView((now) => now && changed(now, change));
      },
      () => void load(),
    );
  }, []);
  return view;
}

/** Where the address points: /archives/C0MIGRATION/p1700000000000100?thread_ts=… */
function place(url: URL) {
  const [, channel, digits] = /^\/archives\/(\w+)(?:\/p(\d+))?/.exec(url.pathname) ?? [];
  const ts = digits && `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  return { channel, thread: url.searchParams.get('thread_ts') ?? ts };
}

function Workspace({ view }: { readonly view: View }) {
  const start = useMemo(() => place(new URL(location.href)), []);
  const [person, setPerson] = useState(() => sessionStorage.getItem('person') ?? 'U0LIN');
  const [channel, setChannel] = useState(start.channel ?? 'C0MIGRATION');
  const [thread, setThread] = useState(start.thread);
  const [complaint, complain] = useState('');
  const [seen, setSeen] = useState<Readonly<Record<string, number>>>({});

  const me = view.people.find(({ id }) => id === person) ?? view.people[0];
  const rooms = view.rooms.filter(({ members }) => me !== undefined && members.includes(me.id));
  const room = rooms.find(({ id }) => id === channel) ?? rooms[0];
  const count = room ? (view.messages[room.id]?.length ?? 0) : 0;
  useEffect(() => {
    if (room) setSeen((all) => ({ ...all, [room.id]: count }));
  }, [room?.id, count]);
  if (!me || !room) return <p class="loading">Nobody is here.</p>;

  const go = (id: string) => {
    setChannel(id);
    setThread(undefined);
  };
  const page: Page = {
    view,
    me,
    open: (permalink) => {
      const target = place(permalink);
      if (target.channel) setChannel(target.channel);
      setThread(target.thread);
    },
    openThread: setThread,
    complain,
  };
  const switchTo = (id: string) => {
    sessionStorage.setItem('person', id);
    setPerson(id);
    setThread(undefined);
  };
  const shown =
    thread !== undefined && view.messages[room.id]?.some(({ ts }) => ts === thread) ? thread : undefined;
  return (
    <PageContext.Provider value={page}>
      <div class={shown === undefined ? 'workspace' : 'workspace with-thread'}>
        <Sidebar rooms={rooms} current={room.id} seen={seen} onRoom={go} onPerson={switchTo} />
        <Conversation key={`${me.id} ${room.id}`} room={room} thread={shown} />
        {shown !== undefined && (
          <Thread key={shown} room={room} ts={shown} onClose={() => setThread(undefined)} />
        )}
      </div>
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
