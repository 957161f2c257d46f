import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SlackView } from '../state/views.ts';
import { asJson, Blocks } from './blocks.tsx';
import { usePage } from './context.ts';
import { words } from './json.ts';
import { languageOf } from './language-of.ts';
import { OnView, stillThere } from './on-view.tsx';
import { act } from './server.ts';

type Filled = Readonly<Record<string, string>>;

/** What the app has put in front of this person: the top of at most three views. */
export function Modals() {
  const { view, me } = usePage();
  // By view, so that what was typed is there again when the one on top of it closes.
  const [filled, setFilled] = useState<Readonly<Record<string, Filled>>>({});
  const { stack, errors } = view.modals[me.id] ?? { stack: [], errors: {} };
  const top = stack.at(-1);
  if (!top) return null;
  const values = filled[top.id] ?? {};
  return (
    <Modal
      key={top.id}
      view={top}
      below={stack.length > 1}
      errors={errors}
      values={values}
      write={(id, value) => setFilled((all) => ({ ...all, [top.id]: { ...all[top.id], [id]: value } }))}
    />
  );
}

interface ModalProps {
  readonly view: SlackView;
  readonly below: boolean;
  readonly errors: Filled;
  readonly values: Filled;
  readonly write: (actionId: string, value: string) => void;
}

function Modal({ view, below, errors, values, write }: ModalProps) {
  const { me, complain } = usePage();
  const [busy, setBusy] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  // Closed before it goes, since only that gives the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>('.fields-of-form :is(input, textarea, select)')?.focus();
    return () => element?.close();
  }, []);
  useEffect(() => dialog.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [errors]);
  const at = { user: me.id, viewId: view.id };
  const close = () => act('close', at).then((wrong) => wrong !== undefined && complain(wrong));
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    const wrong = await act('submit', { ...at, values: stillThere(view, values) });
    setBusy(false);
    if (wrong !== undefined) complain(wrong);
  };
  return (
    <dialog
      ref={dialog}
      class="dialog modal"
      aria-labelledby={title}
      lang={languageOf(JSON.stringify(view.title))}
      onCancel={(event) => {
        event.preventDefault();
        void close();
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        noValidate
      >
        <header>
          <h2 id={title}>{words(view.title)}</h2>
          <button
            type="button"
            class="button bare close"
            aria-label={below ? 'Back' : 'Close the form'}
            onClick={() => void close()}
          >
            <span aria-hidden="true">{below ? '←' : '✕'}</span>
          </button>
        </header>
        <div class="fields-of-form" tabIndex={-1}>
          <OnView view={view} values={values} write={write} errors={errors}>
            <Blocks blocks={asJson(view.blocks)} />
          </OnView>
          {errors[''] !== undefined && (
            <p class="wrong" role="alert">
              <span aria-hidden="true">✕</span> {errors['']}
            </p>
          )}
        </div>
        <footer class="end">
          <button type="button" class="button" onClick={() => void close()}>
            {words(view.close) || (below ? 'Back' : 'Cancel')}
          </button>
          {words(view.submit) !== '' && (
            <button class="button primary" aria-disabled={busy || undefined} aria-busy={busy}>
              {words(view.submit)}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}
