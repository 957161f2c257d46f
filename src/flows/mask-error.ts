import { FerrymanError } from '../errors.ts';
import type { Redactor } from '../redact/redactor.ts';
import { type Text, withValues } from '../text/say.ts';
import { tell } from '../text/tell.ts';

/** The same error without secrets: what Docker or ssh said of a failure goes to a channel as it stands in there. */
export function maskError(error: unknown, redactor: Redactor): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? redactor.redact(error) : error;
  const cause = maskError(error.cause, redactor);
  const options = cause === undefined ? {} : { cause };
  if (error instanceof FerrymanError) {
    const sentence = maskText(error.sentence, redactor);
    const advice = maskText(error.advice, redactor);
    return sentence === error.sentence && advice === error.advice && cause === error.cause
      ? error
      : new FerrymanError(error.code, sentence, advice, options);
  }
  const message = redactor.redact(error.message);
  return message === error.message && cause === error.cause ? error : new Error(message, { cause });
}

/** What the whole sentence gives away, and none of its values by itself, is masked at the price of its translation. */
export function maskText(text: Text | string, redactor: Redactor): Text | string {
  const inValues = withValues(text, (value) => redactor.redact(value));
  const told = tell(inValues, 'en');
  const safe = redactor.redact(told);
  if (safe !== told || typeof inValues === 'number') return safe;
  return told === tell(text, 'en') ? text : inValues;
}
