import type { Change } from '../state/changes.ts';
import type { View } from '../state/view.ts';
import type { Armed, Trouble } from '../people/trouble.ts';

/** The page's line to the workspace that served it. */

export const loadView = async (): Promise<View> => (await fetch('/page/state')).json();

/** Tells every change; `onOpen` whenever the line is there (again), since changes may have been missed before. */
export function listen(onChange: (change: Change) => void, onOpen: () => void): () => void {
  const source = new EventSource('/page/events');
  source.addEventListener('open', onOpen);
  source.addEventListener('message', ({ data }) => onChange(JSON.parse(data)));
  return () => source.close();
}

type Doing = 'slash' | 'say' | 'click' | 'shortcut' | 'submit' | 'close' | 'home';

/** Resolves with what went wrong, in a sentence; with nothing when all is well. */
export async function act(what: Doing, body: object): Promise<string | undefined> {
  const response = await post(what, body);
  return response.ok ? undefined : response.text();
}

/** An entry of a menu whose entries come from the app. */
export interface Suggestion {
  readonly text: { readonly text: string };
  readonly value: string;
}

/** What the app offers for what was typed; nothing where it does not answer. */
export async function suggest(body: object): Promise<readonly Suggestion[]> {
  const response = await post('suggest', body);
  return response.ok ? response.json() : [];
}

export const armedFaults = async (): Promise<readonly Armed[]> => (await fetch('/page/faults')).json();

/** Makes trouble, and tells what is armed after that. */
export const makeTrouble = async (trouble: Trouble): Promise<readonly Armed[]> =>
  (await post('faults', trouble)).json();

const post = (what: string, body: object): Promise<Response> =>
  fetch(`/page/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => new Response('The workspace does not answer: see whether it still runs.', { status: 503 }));
