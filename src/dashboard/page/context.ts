import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageWords } from '../words.ts';

/** Whatever is drawn needs these. */
export interface Shared {
  readonly words: PageWords;
  readonly language: string;
  /** By the clock of the server that tells, milliseconds since 1970; moves on every second. */
  readonly now: number;
}

export const SharedContext = createContext<Shared | undefined>(undefined);

export function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (shared === undefined) throw new Error('drawn outside of the page');
  return shared;
}
