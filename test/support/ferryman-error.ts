import { FerrymanError } from '../../src/errors.ts';

/** The error with which this fails. Rejects where it does not, or with another. */
export async function errorOf(told: Promise<unknown>): Promise<FerrymanError> {
  const error: unknown = await told.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof FerrymanError) return error;
  throw new Error(`no FerrymanError: ${String(error)}`);
}
