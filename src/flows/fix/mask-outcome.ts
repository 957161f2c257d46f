import { createRedactor, type RedactorOptions } from '../../redact/redactor.ts';
import type { FixOutcome } from '../../report/fix.ts';

/** The outcome without secrets: Docker's log and its messages quote its configuration, with the credentials of a proxy in it. */
export function maskOutcome(outcome: FixOutcome, options: RedactorOptions = {}): FixOutcome {
  const redactor = createRedactor(options);
  const redact = (text: string) => redactor.redact(text);
  return {
    ...outcome,
    because: redact(outcome.because),
    proofs: outcome.proofs.map((proof) => ({
      ...proof,
      before: redact(proof.before),
      after: redact(proof.after),
    })),
    commands: outcome.commands.map(({ command, output, ...ran }) => ({
      ...ran,
      command: redact(command),
      output: redact(output),
    })),
  };
}
