import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Person } from '../state/people.ts';
import type { View } from '../state/view.ts';
import type { Place } from './place.ts';
import type { Marks } from './use-marks.ts';

/** What every part of the page may need: what there is, who reads it, and how to go to a message. */
export interface Page {
  readonly view: View;
  readonly me: Person;
  readonly place: Place;
  readonly go: (place: Place) => void;
  readonly become: (person: string) => void;
  /** Up to where people have read. */
  readonly marks: Marks;
  readonly complain: (sentence: string) => void;
  /** What lies over the page, if anything. */
  readonly over: Over | undefined;
  readonly show: (over: Over | undefined) => void;
}

export type Over = 'menu' | 'switcher' | 'keys' | 'workbench';

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('a part of the page stands outside of it');
  return page;
}
