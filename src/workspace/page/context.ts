import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Person } from '../state/people.ts';
import type { View } from '../state/view.ts';

/** What every part of the page may need: what there is, who reads it, and how to go to a message. */
export interface Page {
  readonly view: View;
  readonly me: Person;
  readonly open: (permalink: URL) => void;
  readonly openThread: (ts: string) => void;
  readonly complain: (sentence: string) => void;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('a part of the page stands outside of it');
  return page;
}
