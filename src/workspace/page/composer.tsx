import { useEffect, useRef, useState } from 'preact/hooks';
import type { Room } from '../state/people.ts';
import type { SlashCommand } from '../people/desk.ts';
import { usePage } from './context.ts';
import { act } from './server.ts';

export interface ComposerProps {
  readonly room: Room;
  readonly threadTs?: string;
  readonly autofocus: boolean;
}

/** Where people write. A line that starts with a slash is a command; known ones are completed. */
export function Composer({ room, threadTs, autofocus }: ComposerProps) {
  const { view, me, complain } = usePage();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (autofocus) box.current?.focus();
  }, [autofocus]);

  const offered =
    text.startsWith('/') && !text.includes(' ')
      ? view.commands.filter(({ command }) => command.startsWith(text))
      : [];
  const exact = view.commands.find(({ command }) => text === command || text.startsWith(`${command} `));

  const write = (next: string) => {
    setText(next);
    setChosen(0);
  };
  const complete = ({ command }: SlashCommand) => {
    write(`${command} `);
    box.current?.focus();
  };
  const send = async () => {
    const words = text.trim();
    if (words === '') return;
    write('');
    const common = { channel: room.id, user: me.id, ...(threadTs === undefined ? {} : { threadTs }) };
    const [command = '', ...rest] = words.split(' ');
    const wrong = words.startsWith('/')
      ? await act('slash', { ...common, command, text: rest.join(' ') })
      : await act('say', { ...common, text: mentioned(words, view.people) });
    if (wrong !== undefined) complain(wrong);
  };
  const press = (event: KeyboardEvent) => {
    const pick = offered[chosen];
    if (event.key === 'ArrowDown' && offered.length > 0) setChosen((chosen + 1) % offered.length);
    else if (event.key === 'ArrowUp' && offered.length > 0)
      setChosen((chosen + offered.length - 1) % offered.length);
    else if ((event.key === 'Tab' || event.key === 'Enter') && pick && pick.command !== text) complete(pick);
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void send();
    else return;
    event.preventDefault();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {offered.length > 0 && (
        <ul class="offers" role="listbox" aria-label="Commands">
          {offered.map((offer, index) => (
            <li
              key={offer.command}
              role="option"
              aria-selected={index === chosen}
              onMouseDown={(event) => {
                event.preventDefault();
                complete(offer);
              }}
            >
              <strong>{offer.command}</strong> <span class="hint">{offer.usage_hint}</span>
              <small>{offer.description}</small>
            </li>
          ))}
        </ul>
      )}
      <textarea
        ref={box}
        rows={1}
        value={text}
        aria-label={threadTs === undefined ? `Message to ${room.name}` : 'Reply'}
        placeholder={threadTs === undefined ? 'Message, or / for a command' : 'Reply…'}
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={press}
      />
      {exact && text.includes(' ') && (
        <small class="usage">
          {exact.command} {exact.usage_hint}
        </small>
      )}
      <button class="button primary" disabled={text.trim() === ''}>
        Send
      </button>
    </form>
  );
}

const mentioned = (text: string, people: readonly { readonly id: string; readonly name: string }[]): string =>
  text.replaceAll(/(^|\s)@([\w.-]+)/g, (whole, before: string, name: string) => {
    const person = people.find((one) => one.name === name);
    return person ? `${before}<@${person.id}>` : whole;
  });
