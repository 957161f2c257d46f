import { FerrymanError } from '../../errors.ts';
import type { Room } from '../state/people.ts';
import { BOT_USER } from '../state/people.ts';
import type { Store } from '../state/store.ts';
import { roomOf } from './desk.ts';

/** What people do to a channel, and the app has to get along with. */
export const roomDeeds = ['archive', 'unarchive', 'remove-app', 'invite-app'] as const;

export interface ChangeRoom {
  readonly deed: (typeof roomDeeds)[number];
  /** Id or name. */
  readonly channel: string;
}

export function changeRoom(store: Store, { deed, channel }: ChangeRoom): Room {
  const room = roomOf(store, channel);
  if (room.kind === 'direct') {
    throw new FerrymanError('no-channel', 'Direct messages stay as they are.', 'Choose a channel.');
  }
  return store.changeRoom(changed(room, deed));
}

function changed(room: Room, deed: ChangeRoom['deed']): Room {
  const people = room.members.filter((id) => id !== BOT_USER);
  switch (deed) {
    case 'archive':
      return { ...room, archived: true };
    case 'unarchive':
      return { ...room, archived: false };
    case 'remove-app':
      return { ...room, members: people };
    case 'invite-app':
      return { ...room, members: [...people, BOT_USER] };
    default:
      return deed satisfies never;
  }
}
