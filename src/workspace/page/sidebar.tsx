import type { Person, Room } from '../state/people.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { usePage } from './context.ts';
import { ThemeSwitch } from './theme.tsx';

export interface SidebarProps {
  readonly rooms: readonly Room[];
  readonly current: string;
  /** How many messages of each room have been looked at. */
  readonly seen: Readonly<Record<string, number>>;
  readonly onRoom: (id: string) => void;
  readonly onPerson: (id: string) => void;
}

export function Sidebar({ rooms, current, seen, onRoom, onPerson }: SidebarProps) {
  const { view, me } = usePage();
  const people = view.people.filter(({ standing }) => standing !== 'bot');
  const channels = rooms.filter(({ kind }) => kind !== 'direct');
  const direct = rooms.filter(({ kind }) => kind === 'direct');
  const entry = (room: Room) => {
    const unread = room.id === current ? 0 : (view.messages[room.id]?.length ?? 0) - (seen[room.id] ?? 0);
    return (
      <li key={room.id}>
        <button
          class={unread > 0 ? 'room unread' : 'room'}
          aria-current={room.id === current ? 'page' : undefined}
          onClick={() => onRoom(room.id)}
        >
          <RoomName room={room} />
          {unread > 0 && (
            <span class="badge" aria-label={`${unread} unread`}>
              {unread}
            </span>
          )}
        </button>
      </li>
    );
  };
  return (
    <nav class="sidebar" aria-label="Channels">
      <header>
        <h1>{view.team.name}</h1>
        <Connections />
      </header>
      <h2>Channels</h2>
      <ul>{channels.map(entry)}</ul>
      <h2>Apps</h2>
      <ul>{direct.map(entry)}</ul>
      <footer>
        <h2 id="you-are">You are</h2>
        <ul class="people" aria-labelledby="you-are">
          {people.map((person) => (
            <li key={person.id}>
              <button class="person" aria-pressed={person.id === me.id} onClick={() => onPerson(person.id)}>
                <Avatar person={person} />
                <span>
                  {person.realName}
                  <small>{about(person)}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
        <ThemeSwitch />
      </footer>
    </nav>
  );
}

export function RoomName({ room }: { readonly room: Room }) {
  if (room.kind === 'direct') {
    return (
      <span>
        <span class="sign">
          <Icon name="ferry" />
        </span>
        Ferryman
      </span>
    );
  }
  const sign = room.kind === 'private' ? <Icon name="lock" size={13} /> : '#';
  return (
    <span>
      <span class="sign" aria-hidden="true">
        {sign}
      </span>
      {room.name}
      {room.shared && <small class="shared"> shared</small>}
    </span>
  );
}

function about({ standing, locale }: Person): string {
  if (standing === 'member') return locale;
  return standing === 'external' ? `external · Partner Ltd` : standing;
}

function Connections() {
  const { connections } = usePage().view;
  const words = connections === 0 ? 'Ferryman is not connected' : `Ferryman is connected (${connections})`;
  return (
    <p class={connections === 0 ? 'connections off' : 'connections'}>
      <span aria-hidden="true">{connections === 0 ? '○' : '●'}</span> {words}
    </p>
  );
}
