import { readPattern } from '../patterns/read-pattern.ts';
import type { Text } from '../text/say.ts';
import { rawHint, type RawHint } from './raw-hint.ts';
import { requiredLiterals } from './required-literals.ts';

/** What a person typed behind `grep`, ready to run on any text in linear time. */
export type Grep =
  | {
      readonly kind: 'grep';
      matches(text: string): boolean;
      /**
       * A line of which it says no cannot match once it is masked, so that it need not be decoded. Absent where nothing of the
       * kind can be said of the pattern.
       */
      readonly hint?: RawHint;
    }
  | { readonly kind: 'mistake'; readonly sentence: Text };

export function readGrep(typed: string): Grep {
  const pattern = readPattern(typed);
  if (pattern.kind === 'mistake') return { kind: 'mistake', sentence: pattern.sentence };
  const required = requiredLiterals(typed);
  const hint = required && rawHint(required);
  return { kind: 'grep', matches: (text) => pattern.test(text), ...(hint && { hint }) };
}
