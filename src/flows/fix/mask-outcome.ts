import { createRedactor, type RedactorOptions } from '../../redact/redactor.ts';
import type { Sayable } from '../../text/say.ts';
import { maskText } from '../mask-error.ts';
import type { UntoldOutcome } from './tell-outcome.ts';

/**
 * The outcome without secrets: Docker's log and its messages quote its configuration, with the credentials of a proxy in it.
 * Masked before it is told: a secret is read up to the next blank, and a Chinese sentence has none after it.
 */
export function maskOutcome(outcome: UntoldOutcome, options: RedactorOptions = {}): UntoldOutcome {
  const redactor = createRedactor(options);
  const mask = (said: Sayable) => (typeof said === 'number' ? said : maskText(said, redactor));
  const { because, next, proofs, commands, ...rest } = outcome;
  return {
    ...rest,
    because: mask(because),
    ...(next !== undefined && { next: mask(next) }),
    proofs: proofs.map(({ what, before, after, ok }) => ({
      what: mask(what),
      before: mask(before),
      after: mask(after),
      ok,
    })),
    commands: commands.map(({ command, output, ...ran }) => ({
      ...ran,
      command: redactor.redact(command),
      output: redactor.redact(output),
    })),
  };
}
