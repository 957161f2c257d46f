import type { Reading } from '../facts/fact.ts';
import type { Attempt, Snapshot } from '../facts/snapshot.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { Readings } from './read-host.ts';

/** Before a reading leaves the process that read it: no secret in its text. */
export function maskReadings(readings: Readings, redactor: Redactor): Pick<Snapshot, 'readings' | 'masked'> {
  const masked = Object.fromEntries(
    Object.entries(readings).map(([id, reading]) => [id, maskReading(reading, redactor)]),
  );
  return { readings: masked, masked: redactor.counts() };
}

/** Why an attempt could not be made is the last line of what a program on the host wrote. */
export function maskAttempts(attempts: readonly Attempt[], redactor: Redactor): readonly Attempt[] {
  return attempts.map((attempt) => {
    const { outcome } = attempt;
    if (!('because' in outcome)) return attempt;
    return { ...attempt, outcome: { ...outcome, because: redactor.redact(outcome.because) } };
  });
}

/** All but `argv`, which is Ferryman's own. */
function maskReading(reading: Reading, redactor: Redactor): Reading {
  if (reading.status === 'ok') {
    return { ...reading, stdout: redactor.redact(reading.stdout), stderr: redactor.redact(reading.stderr) };
  }
  const { because, stdout, stderr } = reading;
  return {
    ...reading,
    because: redactor.redact(because),
    ...(stdout !== undefined && { stdout: redactor.redact(stdout) }),
    ...(stderr !== undefined && { stderr: redactor.redact(stderr) }),
  };
}
