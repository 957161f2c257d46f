import { FerrymanError } from '../errors.ts';
import type { Redactor } from '../redact/redactor.ts';

/** The same error without secrets: what Docker or ssh said of a failure goes to a channel as it stands in there. */
export function maskError(error: unknown, redactor: Redactor): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? redactor.redact(error) : error;
  const message = redactor.redact(error.message);
  const next = error instanceof FerrymanError ? redactor.redact(error.next) : '';
  const cause = maskError(error.cause, redactor);
  const same = message === error.message && cause === error.cause;
  if (error instanceof FerrymanError)
    return same && next === error.next
      ? error
      : new FerrymanError(error.code, message, next, cause === undefined ? {} : { cause });
  return same ? error : new Error(message, { cause });
}
