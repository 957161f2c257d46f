import { useId, useRef } from 'preact/hooks';
import type { FieldProps } from './field.ts';
import { usePress } from './field.ts';
import { Icon } from './icons.tsx';
import type { Json } from './json.ts';
import { isJson, string, words } from './json.ts';
import { emojis, isSafe } from './mrkdwn.ts';
import { Text } from './text.tsx';

export function Button(props: FieldProps & { readonly value?: string; readonly label?: string }) {
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
        // Not disabled: a button that is would lose the focus while the app thinks.
        aria-disabled={busy || undefined}
        aria-busy={busy}
        aria-label={string(accessibility_label) || undefined}
        onClick={() => (isJson(confirm) ? dialog.current?.showModal() : go())}
      >
        {element['type'] === 'icon_button' && <Icon name="trash" size={14} />}
        {props.label ?? emojis(words(element['text']))}
      </button>
      {isJson(confirm) && <Confirm of={dialog} confirm={confirm} onYes={go} />}
    </>
  );
}

interface ConfirmProps {
  readonly of: { current: HTMLDialogElement | null };
  readonly confirm: Json;
  readonly onYes: () => void;
}

function Confirm({ of, confirm, onYes }: ConfirmProps) {
  const title = useId();
  return (
    <dialog ref={of} class="dialog confirm" aria-labelledby={title}>
      <h3 id={title}>{words(confirm['title'])}</h3>
      <div class="words">
        <Text text={confirm['text']} />
      </div>
      <form method="dialog" class="end">
        <button class="button">{words(confirm['deny'])}</button>
        <button class={`button ${string(confirm['style']) || 'primary'}`} onClick={onYes}>
          {words(confirm['confirm'])}
        </button>
      </form>
    </dialog>
  );
}
