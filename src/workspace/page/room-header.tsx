import type { Room } from '../state/people.ts';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';
import { RoomName } from './room-name.tsx';

/** Where somebody is; in the app's room also which of its two tabs. */
export function RoomHeader({ room }: { readonly room: Room }) {
  const { place, go, over, show } = usePage();
  return (
    <header>
      <button
        class="button bare to-menu"
        aria-label="Channels and people"
        aria-expanded={over === 'menu'}
        onClick={() => show(over === 'menu' ? undefined : 'menu')}
      >
        <Icon name="menu" size={20} />
      </button>
      <h1>
        <RoomName room={room} />
      </h1>
      {room.kind === 'direct' ? (
        <nav class="tabs" aria-label="Ferryman">
          <Tab current={place.tab === 'home'} onOpen={() => go({ room: room.id, tab: 'home' })}>
            Home
          </Tab>
          <Tab current={place.tab === undefined} onOpen={() => go({ room: room.id })}>
            Messages
          </Tab>
        </nav>
      ) : (
        <p class="topic muted">{room.topic}</p>
      )}
    </header>
  );
}

interface TabProps {
  readonly current: boolean;
  readonly onOpen: () => void;
  readonly children: string;
}

const Tab = ({ current, onOpen, children }: TabProps) => (
  <button class="tab" aria-current={current ? 'page' : undefined} onClick={onOpen}>
    {children}
  </button>
);
