import { useState } from 'preact/hooks';
import { usePage } from './context.ts';
import type { Entry } from './journal-entries.ts';
import { entriesOf } from './journal-entries.ts';
import { makeTrouble } from './server.ts';
import { useTimes } from './time.ts';

const shows = { all: 'Everything', in: 'To the app', out: 'From the app', bad: 'What went wrong' } as const;
type Show = keyof typeof shows;

/** What was delivered to the app and what it called, newest first. */
export function Journal() {
  const { view } = usePage();
  const [show, setShow] = useState<Show>('all');
  const entries = entriesOf(view).filter(
    ({ to, bad }) => show === 'all' || (show === 'bad' ? bad : (show === 'in') === (to === 'app')),
  );
  return (
    <div class="journal">
      <header>
        <h2>Journal</h2>
        <div role="group" aria-label="Show" class="actions">
          {(['all', 'in', 'out', 'bad'] as const).map((one) => (
            <button key={one} class="button" aria-pressed={show === one} onClick={() => setShow(one)}>
              {shows[one]}
            </button>
          ))}
        </div>
      </header>
      <div class="entries" tabIndex={0} role="region" aria-label="Journal entries">
        {entries.length === 0 && <p class="muted">Nothing yet.</p>}
        {entries.map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </div>
    </div>
  );
}

function Line({ entry }: { readonly entry: Entry }) {
  const { seconds } = useTimes();
  const [open, setOpen] = useState(false);
  const { at, to, what, outcome, bad, detail, envelopeId } = entry;
  return (
    <details
      class={bad ? 'entry bad' : 'entry'}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <time>{seconds(at / 1000)}</time>
        <span class="way" role="img" aria-label={to === 'app' ? 'to the app' : 'from the app'}>
          {to === 'app' ? '→' : '←'}
        </span>
        <span class="what">{what}</span>
        <span class="outcome">
          {bad && <span aria-hidden="true">✕ </span>}
          {outcome}
        </span>
      </summary>
      {open && <pre tabIndex={0}>{JSON.stringify(detail, null, 2)}</pre>}
      {open && envelopeId !== undefined && (
        <button class="button" onClick={() => void makeTrouble({ kind: 'redeliver', envelopeId })}>
          Deliver it again
        </button>
      )}
    </details>
  );
}
