/**
 * An error that a person reads: what happened, and what to do next. Exceptions are for bugs, lost connections and
 * unusable input; expected outcomes (a refused port, a denied command) are data.
 */
export class FerrymanError extends Error {
  override readonly name = 'FerrymanError';
  /** Stable, kebab-case: tests, exit codes and metrics look at it. */
  readonly code: string;
  /** One sentence or command that says what to do next. */
  readonly next: string;

  constructor(code: string, sentence: string, next: string, options?: { cause?: unknown }) {
    super(sentence, options);
    this.code = code;
    this.next = next;
  }
}
