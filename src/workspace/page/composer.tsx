import { useEffect, useRef, useState } from 'preact/hooks';
import type { Room } from '../state/people.ts';
import { completed, mentioned, offersFor } from './complete.ts';
import type { Offer } from './complete.ts';
import { usePage } from './context.ts';
import { act } from './server.ts';
import { useListbox } from './use-listbox.ts';

export interface ComposerProps {
  readonly room: Room;
  readonly threadTs?: string;
  readonly autofocus: boolean;
}

/** What was begun somewhere is there when one comes back, until the page is loaded again. */
const drafts = new Map<string, string>();
const sent: string[] = [];

/** Where people write. A line that starts with a slash is a command; commands and names are completed. */
export function Composer(props: ComposerProps) {
  if (props.room.archived !== true) return <Writing {...props} />;
  return <p class="composer muted">#{props.room.name} is archived: nobody writes here any more.</p>;
}

function Writing({ room, threadTs, autofocus }: ComposerProps) {
  const { view, me, complain } = usePage();
  const place = `${me.id} ${room.id} ${threadTs ?? ''}`;
  const [text, setText] = useState(() => drafts.get(place) ?? '');
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // On a phone the keyboard would cover what somebody came to read.
    if (autofocus && matchMedia('(hover: hover)').matches) box.current?.focus();
  }, [autofocus]);

  const write = (next: string) => {
    drafts.set(place, next);
    setText(next);
  };
  const complete = (offer: Offer) => {
    write(completed(text, offer));
    box.current?.focus();
  };
  const offers = offersFor(text, view);
  const listbox = useListbox(offers, complete);
  const exact = view.commands.find(({ command }) => text.startsWith(`${command} `));

  const send = async () => {
    const words = text.trim();
    if (words === '') return;
    sent.push(words);
    write('');
    const common = { channel: room.id, user: me.id, ...(threadTs === undefined ? {} : { threadTs }) };
    const [command = '', ...rest] = words.split(' ');
    const wrong = words.startsWith('/')
      ? await act('slash', { ...common, command, text: rest.join(' ') })
      : await act('say', { ...common, text: mentioned(words, view) });
    if (wrong !== undefined) complain(wrong);
  };
  const press = (event: KeyboardEvent) => {
    const whole = offers.length === 1 && offers[0]?.insert.trim() === text;
    if (event.key === 'Escape' && offers.length > 0) write(`${text} `);
    else if (!(whole && event.key === 'Enter') && listbox.press(event)) return;
    else if (event.key === 'ArrowUp' && text === '' && sent.length > 0) write(sent.at(-1) ?? '');
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void send();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {offers.length > 0 && (
        <ul class="offers" role="listbox" id={listbox.id} aria-label="Completions">
          {offers.map((offer, index) => (
            <li
              key={offer.insert}
              id={listbox.optionId(index)}
              role="option"
              aria-selected={index === listbox.chosen}
              onMouseDown={(event) => {
                event.preventDefault();
                complete(offer);
              }}
            >
              <strong>{offer.name}</strong> <span class="hint">{offer.hint}</span>
              <small>{offer.about}</small>
            </li>
          ))}
        </ul>
      )}
      <textarea
        {...listbox.field}
        ref={box}
        rows={1}
        value={text}
        aria-label={threadTs === undefined ? `Message to ${nameOf(room)}` : 'Reply'}
        placeholder={threadTs === undefined ? 'Message, or / for a command' : 'Reply…'}
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={press}
      />
      {exact && (
        <small class="usage">
          {exact.command} {exact.usage_hint}
        </small>
      )}
      <button class="button primary" aria-disabled={text.trim() === ''}>
        Send
      </button>
    </form>
  );
}

const nameOf = ({ kind, name }: Room): string => (kind === 'direct' ? 'Ferryman' : name);
