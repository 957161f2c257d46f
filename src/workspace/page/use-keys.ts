import { useEffect } from 'preact/hooks';
import type { Room } from '../state/people.ts';
import type { Over } from './context.ts';
import type { Place } from './place.ts';

interface Keys {
  readonly rooms: readonly Room[];
  readonly place: Place;
  readonly go: (place: Place) => void;
  readonly over: Over | undefined;
  readonly show: (over: Over | undefined) => void;
}

/** Keys that work wherever the focus is; those of a list or a field are theirs. */
export function useKeys({ rooms, place, go, over, show }: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const held = event.ctrlKey || event.metaKey;
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (document.querySelector('dialog.modal[open]')) return;
      if (held && event.key.toLowerCase() === 'k') show(over === 'switcher' ? undefined : 'switcher');
      else if (held && event.key === '/') show(over === 'keys' ? undefined : 'keys');
      else if (held && event.key.toLowerCase() === 'j') show(over === 'workbench' ? undefined : 'workbench');
      else if (event.altKey && step !== 0) {
        const at = rooms.findIndex(({ id }) => id === place.room);
        const next = rooms.at((at + step) % rooms.length);
        if (next) go({ room: next.id });
      } else if (event.key === 'Escape' && !document.querySelector('dialog[open]')) {
        if (over !== undefined) show(undefined);
        else if (place.thread !== undefined) go({ room: place.room });
        else return;
      } else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}
