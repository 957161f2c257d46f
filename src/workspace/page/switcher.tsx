import { useEffect, useRef, useState } from 'preact/hooks';
import type { Room } from '../state/people.ts';
import { usePage } from './context.ts';
import { plainText } from './plain-text.ts';
import { useListbox } from './use-listbox.ts';

interface Goal {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly go: () => void;
}

const mostThreads = 8;

/** Goes anywhere by a few letters: channels, threads, people, the workbench. */
export function Switcher({ rooms }: { readonly rooms: readonly Room[] }) {
  const { show } = usePage();
  const [typed, setTyped] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const goals = useGoals(rooms).filter(({ name, about }) => {
    const words = `${name} ${about}`.toLowerCase();
    return wanted.every((one) => words.includes(one));
  });
  const pick = ({ go }: Goal) => {
    show(undefined);
    go();
  };
  const listbox = useListbox(goals, pick);
  return (
    <dialog
      ref={dialog}
      class="dialog switcher"
      aria-label="Go to"
      onClose={() => show(undefined)}
      onClick={({ target }) => target === dialog.current && show(undefined)}
    >
      <input
        {...listbox.combobox}
        aria-label="Channel, thread or person"
        placeholder="Channel, thread or person"
        autocomplete="off"
        value={typed}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          listbox.choose(0);
        }}
        onKeyDown={listbox.press}
      />
      {goals.length === 0 && <p class="muted">Nothing fits.</p>}
      {goals.length > 0 && (
        <ul role="listbox" id={listbox.id} aria-label="Places">
          {goals.map((goal, index) => (
            <li
              key={goal.id}
              id={listbox.optionId(index)}
              role="option"
              aria-selected={index === listbox.chosen}
              onClick={() => pick(goal)}
            >
              <strong>{goal.name}</strong> <span class="hint">{goal.about}</span>
            </li>
          ))}
        </ul>
      )}
    </dialog>
  );
}

function useGoals(rooms: readonly Room[]): readonly Goal[] {
  const { view, me, go, become, show } = usePage();
  const threads = rooms
    .flatMap((room) => {
      const all = view.messages[room.id] ?? [];
      const withReplies = new Set(all.map(({ thread_ts }) => thread_ts));
      return all.filter(({ ts }) => withReplies.has(ts)).map((root) => ({ room, root }));
    })
    .toSorted((a, b) => Number(b.root.ts) - Number(a.root.ts))
    .slice(0, mostThreads);
  const direct = rooms.find(({ kind }) => kind === 'direct');
  return [
    ...rooms
      .filter(({ kind }) => kind !== 'direct')
      .map(({ id, name, topic }) => ({ id, name: `#${name}`, about: topic, go: () => go({ room: id }) })),
    ...(direct
      ? [
          {
            id: 'home',
            name: 'Ferryman',
            about: 'Home',
            go: () => go({ room: direct.id, tab: 'home' as const }),
          },
          { id: 'direct', name: 'Ferryman', about: 'Messages', go: () => go({ room: direct.id }) },
        ]
      : []),
    ...threads.map(({ room, root }) => ({
      id: `${room.id} ${root.ts}`,
      name: plainText(root.text, view).slice(0, 80),
      about: `Thread in ${room.kind === 'direct' ? 'Ferryman' : `#${room.name}`}`,
      go: () => go({ room: room.id, thread: root.ts }),
    })),
    ...view.people
      .filter(({ id, standing }) => standing !== 'bot' && id !== me.id)
      .map(({ id, realName }) => ({ id, name: realName, about: 'Be this person', go: () => become(id) })),
    { id: 'workbench', name: 'Faults and journal', about: 'Ctrl J', go: () => show('workbench') },
    { id: 'keys', name: 'Keys', about: 'Ctrl /', go: () => show('keys') },
  ];
}
