import { useEffect, useState } from 'preact/hooks';
import type { FieldProps } from './field.ts';
import { initialOption, useField } from './field.ts';
import { words } from './json.ts';
import type { Suggestion } from './server.ts';
import { useSurface } from './surface.tsx';
import { useListbox } from './use-listbox.ts';

const pauseMs = 150;

/** A menu whose entries the app names for what is typed: hundreds of hosts do not fit into a list. */
export function ExternalSelect(props: FieldProps) {
  const { element } = props;
  const { form } = useSurface();
  const { actionId, value, change, name } = useField(props);
  const [typed, setTyped] = useState<string>();
  const [label, setLabel] = useState(initialOption(element)?.label ?? '');
  const [offered, setOffered] = useState<readonly Suggestion[]>();
  const least = typeof element['min_query_length'] === 'number' ? element['min_query_length'] : 3;

  useEffect(() => {
    if (typed === undefined || typed.length < least) return undefined;
    let late = false;
    const ask = async () => {
      const options = (await form?.suggest(actionId, typed)) ?? [];
      if (!late) setOffered(options);
    };
    const timer = setTimeout(() => void ask(), pauseMs);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [typed]);

  const close = () => {
    setTyped(undefined);
    setOffered(undefined);
  };
  const pick = (option: Suggestion) => {
    setLabel(option.text.text);
    change(option.value);
    close();
  };
  const listbox = useListbox(typed === undefined ? [] : (offered ?? []), pick);
  return (
    <div class="select">
      <input
        {...name}
        {...listbox.combobox}
        autocomplete="off"
        value={typed ?? (value === '' ? '' : label)}
        placeholder={words(element['placeholder']) || 'Type to search…'}
        onFocus={({ currentTarget }) => {
          currentTarget.select();
          if (least === 0) setTyped('');
        }}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed !== undefined) {
            // Closes the list, not the form around it.
            event.preventDefault();
            event.stopPropagation();
            close();
          } else if (!listbox.press(event) && event.key === 'Enter' && typed !== undefined)
            event.preventDefault();
        }}
        onBlur={close}
      />
      {typed !== undefined && typed.length < least && (
        <p class="offers muted">Type {least === 1 ? 'a character' : `${least} characters`} or more.</p>
      )}
      {offered?.length === 0 && <p class="offers muted">Nothing fits.</p>}
      {typed !== undefined && offered !== undefined && offered.length > 0 && (
        <ul
          class="offers"
          role="listbox"
          id={listbox.id}
          aria-label={words(element['placeholder']) || 'Offers'}
        >
          {offered.map((option, index) => (
            <li
              key={option.value}
              id={listbox.optionId(index)}
              role="option"
              aria-selected={index === listbox.chosen}
              onMouseDown={(event) => {
                event.preventDefault();
                pick(option);
              }}
            >
              {option.text.text}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
