import { useEffect, useRef } from 'preact/hooks';
import { usePage } from './context.ts';

const keys: readonly (readonly [string, string])[] = [
  ['Ctrl K', 'Go to a channel, a thread or a person'],
  ['Alt ↑, Alt ↓', 'The channel before, the channel after'],
  ['Shift Tab', 'From the writing field into the messages'],
  ['↑, ↓, Home, End', 'From message to message'],
  ['Enter', 'Open the thread of the message'],
  ['Tab', 'To the buttons of the message'],
  ['Escape', 'Close the thread, a list or a form'],
  ['↑ in an empty field', 'What was sent last'],
  ['Ctrl J', 'Faults and journal'],
  ['Ctrl /', 'This list'],
];

export function KeyHelp() {
  const { show } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="keys" onClose={() => show(undefined)}>
      <h2 id="keys">Keys</h2>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" class="end">
        <button class="button primary">Close</button>
      </form>
    </dialog>
  );
}
