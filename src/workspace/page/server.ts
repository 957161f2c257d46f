import type { Change } from '../state/changes.ts';
import type { View } from '../state/view.ts';

/** The page's line to the workspace that served it. */

export const loadView = async (): Promise<View> => (await fetch('/page/state')).json();

/** Tells every change; `onOpen` whenever the line is there (again), since changes may have been missed before. */
export function listen(onChange: (change: Change) => void, onOpen: () => void): () => void {
  const source = new EventSource('/page/events');
  source.addEventListener('open', onOpen);
  source.addEventListener('message', ({ data }) => onChange(JSON.parse(data)));
  return () => source.close();
}

/** Resolves with what went wrong, in a sentence; with nothing when all is well. */
export async function act(what: 'slash' | 'say' | 'click', body: object): Promise<string | undefined> {
  const response = await fetch(`/page/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.ok ? undefined : response.text();
}
