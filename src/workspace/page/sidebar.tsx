import type { Room } from '../state/people.ts';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';
import { PeopleList } from './people-list.tsx';
import { RoomName } from './room-name.tsx';
import { ThemeSwitch } from './theme.tsx';
import { unreadIn } from './unread.ts';

export interface SidebarProps {
  readonly rooms: readonly Room[];
  readonly current: string;
}

export function Sidebar({ rooms, current }: SidebarProps) {
  const { view, over, show } = usePage();
  const channels = rooms.filter(({ kind }) => kind !== 'direct');
  const direct = rooms.filter(({ kind }) => kind === 'direct');
  const entry = (room: Room) => <Entry key={room.id} room={room} isCurrent={room.id === current} />;
  return (
    <>
      <nav class={over === 'menu' ? 'sidebar open' : 'sidebar'} aria-label="Channels">
        <header>
          <p class="team">{view.team.name}</p>
          <Connections />
        </header>
        <button class="jump" onClick={() => show('switcher')}>
          <Icon name="search" size={14} /> Go to… <kbd>Ctrl K</kbd>
        </button>
        <h2>Channels</h2>
        <ul>{channels.map(entry)}</ul>
        <h2>Apps</h2>
        <ul>{direct.map(entry)}</ul>
        <footer>
          <PeopleList />
          <div class="tools">
            <ThemeSwitch />
            <button
              class="tool"
              aria-pressed={over === 'workbench'}
              onClick={() => show(over === 'workbench' ? undefined : 'workbench')}
            >
              <Icon name="bolt" size={14} /> Faults and journal
            </button>
          </div>
        </footer>
      </nav>
      {over === 'menu' && <div class="veil" onClick={() => show(undefined)} />}
    </>
  );
}

function Entry({ room, isCurrent }: { readonly room: Room; readonly isCurrent: boolean }) {
  const { view, me, marks, place, go, over, show } = usePage();
  const isShown = isCurrent && place.tab === undefined;
  const unread = isShown ? 0 : unreadIn(view, me, marks, room.id);
  const nothingSaid = (view.messages[room.id]?.length ?? 0) === 0;
  return (
    <li>
      <button
        class={unread > 0 ? 'room unread' : 'room'}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={() => {
          go(room.kind === 'direct' && nothingSaid ? { room: room.id, tab: 'home' } : { room: room.id });
          if (over === 'menu') show(undefined);
        }}
      >
        <RoomName room={room} />
        {unread > 0 && (
          <span class="badge">
            {unread}
            <span class="unseen"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}

function Connections() {
  const { connections } = usePage().view;
  const words = connections === 0 ? 'Ferryman is not connected' : `Ferryman is connected (${connections})`;
  return (
    <p class={connections === 0 ? 'connections off' : 'connections'} role="status">
      <span aria-hidden="true">{connections === 0 ? '○' : '●'}</span> {words}
    </p>
  );
}
