import type { Room } from '../state/people.ts';
import { usePage } from './context.ts';
import { RoomName } from './room-name.tsx';

export function Welcome({ room }: { readonly room: Room }) {
  const { view } = usePage();
  const [first] = view.commands;
  return (
    <div class="welcome">
      <h2>
        This is the start of <RoomName room={room} />
      </h2>
      {first && (
        <p>
          Type <kbd>/</kbd> to see what Ferryman can do, for example{' '}
          <code>
            {first.command} {first.usage_hint}
          </code>
          .
        </p>
      )}
      <p>
        <kbd>Ctrl</kbd> <kbd>K</kbd> goes anywhere, <kbd>Ctrl</kbd> <kbd>/</kbd> lists the keys.
      </p>
    </div>
  );
}
