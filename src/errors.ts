import { type Text } from './text/say.ts';
import { tell } from './text/tell.ts';

/**
 * An error that a person reads: what happened, and what to do next. Exceptions are for bugs, lost connections and
 * unusable input; expected outcomes (a refused port, a denied command) are data.
 */
export class FerrymanError extends Error {
  override readonly name = 'FerrymanError';
  /** Stable, kebab-case: tests, exit codes and metrics look at it. */
  readonly code: string;
  /** What happened, for whoever knows the reader's language; `message` is the same in English, for logs. */
  readonly sentence: Text | string;
  /** One sentence or command that says what to do next, as `sentence`. */
  readonly advice: Text | string;

  constructor(code: string, sentence: Text | string, advice: Text | string, options?: { cause?: unknown }) {
    super(tell(sentence, 'en'), options);
    this.code = code;
    this.sentence = sentence;
    this.advice = advice;
  }

  /** `advice` in English. */
  get next(): string {
    return tell(this.advice, 'en');
  }
}
