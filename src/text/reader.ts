import type { Language } from './language.ts';
import { say, type Sayable } from './say.ts';
import { tell } from './tell.ts';

/** Who reads. Renderers get one and say everything by it. */
export interface Reader {
  readonly language: Language;
  /** t`${n} more lines`, in the reader's language. What is written between the values has an entry in each catalogue. */
  readonly t: (parts: TemplateStringsArray, ...values: readonly Sayable[]) => string;
  readonly tell: (sayable: Sayable) => string;
}

/** @param language default: English */
export function readerOf(language: Language = 'en'): Reader {
  return {
    language,
    t: (parts, ...values) => tell(say(parts, ...values), language),
    tell: (sayable) => tell(sayable, language),
  };
}

/** Logs, the record of changes and whoever said nothing of a language. */
export const english = readerOf('en');
