import type { Room } from '../state/people.ts';
import { Icon } from './icons.tsx';

export function RoomName({ room }: { readonly room: Room }) {
  if (room.kind === 'direct') {
    return (
      <span class="room-name">
        <span class="sign">
          <Icon name="ferry" />
        </span>
        Ferryman
      </span>
    );
  }
  return (
    <span class="room-name">
      <span class="sign" aria-hidden="true">
        {room.kind === 'private' ? <Icon name="lock" size={13} /> : '#'}
      </span>
      {room.name}
      {room.shared && <small class="shared"> shared</small>}
    </span>
  );
}
