import { useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { usePage } from './context.ts';
import type { Json } from './json.ts';
import { isJson, list, string, words } from './json.ts';
import { emojis, isSafe } from './mrkdwn.ts';
import { act } from './server.ts';

/** What people press and choose. Every use goes to the app as Slack would send it. */

export interface ElementProps {
  readonly element: Json;
  /** The message, by its ts. */
  readonly of: string;
  readonly blockId: string;
}

export function Element(props: ElementProps) {
  switch (props.element['type']) {
    case 'button':
    case 'icon_button':
    case 'workflow_button':
      return <Button {...props} />;
    case 'feedback_buttons':
      return (
        <>
          <Button {...props} value="positive" label={words(part(props.element, 'positive_button'))} />
          <Button {...props} value="negative" label={words(part(props.element, 'negative_button'))} />
        </>
      );
    case 'static_select':
    case 'overflow':
    case 'radio_buttons':
      return <Menu {...props} options={optionsOf(props.element)} />;
    case 'users_select':
      return <People {...props} />;
    default:
      return <span class="unknown">{string(props.element['type'])}</span>;
  }
}

const part = (element: Json, name: string): unknown => (isJson(element[name]) ? element[name]['text'] : '');

interface Option {
  readonly value: string;
  readonly label: string;
}

const optionsOf = (element: Json): Option[] =>
  [
    ...list(element['options']),
    ...list(element['option_groups']).flatMap((group) => list(group['options'])),
  ].map((option) => ({ value: string(option['value']), label: words(option['text']) }));

function usePress({ element, of, blockId }: ElementProps) {
  const { me, complain } = usePage();
  const [busy, setBusy] = useState(false);
  const press = async (value?: string) => {
    setBusy(true);
    const wrong = await act('click', {
      messageTs: of,
      actionId: element['action_id'],
      blockId,
      user: me.id,
      value,
    });
    setBusy(false);
    if (wrong !== undefined) complain(wrong);
  };
  return { busy, press };
}

function Button(props: ElementProps & { readonly value?: string; readonly label?: string }) {
  const { element, value } = props;
  const { busy, press } = usePress(props);
  const dialog = useRef<HTMLDialogElement>(null);
  const { confirm, url, style, accessibility_label } = element;
  const go = () => {
    if (isSafe(string(url))) window.open(string(url), '_blank', 'noopener');
    if (element['action_id'] !== undefined) void press(value);
  };
  return (
    <>
      <button
        type="button"
        class={`button ${string(style)}`}
        disabled={busy}
        aria-busy={busy}
        aria-label={string(accessibility_label) || undefined}
        onClick={() => (isJson(confirm) ? dialog.current?.showModal() : go())}
      >
        {element['type'] === 'icon_button' && <Icon name="trash" size={14} />}
        {props.label ?? emojis(words(element['text']))}
      </button>
      {isJson(confirm) && (
        <dialog ref={dialog} class="confirm">
          <h3>{words(confirm['title'])}</h3>
          <p>{words(confirm['text'])}</p>
          <form method="dialog">
            <button class="button">{words(confirm['deny'])}</button>
            <button class={`button ${string(confirm['style']) || 'primary'}`} onClick={go}>
              {words(confirm['confirm'])}
            </button>
          </form>
        </dialog>
      )}
    </>
  );
}

function Menu(props: ElementProps & { readonly options: readonly Option[] }) {
  const { busy, press } = usePress(props);
  const { element, options } = props;
  const first = words(element['placeholder']) || (element['type'] === 'overflow' ? '⋯' : 'Choose…');
  const chosen = isJson(element['initial_option']) ? string(element['initial_option']['value']) : '';
  return (
    <select
      class="button"
      disabled={busy}
      value={chosen}
      onChange={(event) => void press(event.currentTarget.value)}
    >
      <option value="" disabled>
        {first}
      </option>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

function People(props: ElementProps) {
  const { view } = usePage();
  return (
    <Menu {...props} options={view.people.map(({ id, realName }) => ({ value: id, label: realName }))} />
  );
}
