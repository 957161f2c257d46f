import type { Room } from '../state/people.ts';
import { usePage } from './context.ts';
import { FaultPanel } from './fault-panel.tsx';
import { Journal } from './journal.tsx';

/** What lies behind the page: trouble on request, and everything that went between Slack's side and the app's. */
export function Workbench({ room }: { readonly room: Room }) {
  const { show } = usePage();
  return (
    <section class="workbench" aria-label="Faults and journal">
      <button class="button bare close" aria-label="Close the workbench" onClick={() => show(undefined)}>
        <span aria-hidden="true">✕</span>
      </button>
      <FaultPanel room={room} />
      <Journal />
    </section>
  );
}
