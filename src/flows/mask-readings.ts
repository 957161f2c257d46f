import type { Reading } from '../facts/fact.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { Readings } from './read-host.ts';

/** Before a reading leaves the process that read it: no secret in its text. */
export function maskReadings(readings: Readings, redactor: Redactor): Pick<Snapshot, 'readings' | 'masked'> {
  const masked = Object.fromEntries(
    Object.entries(readings).map(([id, reading]) => [id, maskReading(reading, redactor)]),
  );
  return { readings: masked, masked: redactor.counts() };
}

function maskReading(reading: Reading, redactor: Redactor): Reading {
  if (reading.status === 'ok') {
    return { ...reading, stdout: redactor.redact(reading.stdout), stderr: redactor.redact(reading.stderr) };
  }
  const { stdout, stderr } = reading;
  return {
    ...reading,
    ...(stdout !== undefined && { stdout: redactor.redact(stdout) }),
    ...(stderr !== undefined && { stderr: redactor.redact(stderr) }),
  };
}
