import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { usePage } from './context.ts';
import type { Suggestion } from './server.ts';
import { act } from './server.ts';

/** What blocks stand on: a message, or a view with a form. A press of theirs goes to the app from there. */
export interface Surface {
  /** @param value the chosen option, `positive` or `negative`, or what was typed */
  readonly press: (actionId: unknown, blockId: string, value?: string) => Promise<void>;
  readonly form?: Form;
}

export interface Form {
  /** What was filled in, by action_id. */
  readonly values: Readonly<Record<string, string>>;
  readonly write: (actionId: string, value: string) => void;
  readonly suggest: (actionId: string, typed: string) => Promise<readonly Suggestion[]>;
  /** What the app found wrong, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
}

export const SurfaceContext = createContext<Surface | undefined>(undefined);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('blocks stand on a message or on a view');
  return surface;
}

export function OnMessage({ ts, children }: { readonly ts: string; readonly children: ComponentChildren }) {
  const { me, complain } = usePage();
  const press: Surface['press'] = async (actionId, blockId, value) => {
    const wrong = await act('click', { messageTs: ts, actionId, blockId, user: me.id, value });
    if (wrong !== undefined) complain(wrong);
  };
  return <SurfaceContext.Provider value={{ press }}>{children}</SurfaceContext.Provider>;
}
