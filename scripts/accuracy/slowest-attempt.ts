import { containerNames } from '../../src/facts/container-names.ts';
import type { DnsAnswer } from '../../src/facts/dns-answer.ts';
import type { Fact } from '../../src/facts/fact.ts';
import { nameServers } from '../../src/facts/name-servers.ts';
import type { Snapshot } from '../../src/facts/snapshot.ts';

/** A nameserver is asked twice, a second each; one that answers does so in no time. */
const SILENT_NAMESERVER_MS = 2_000;

/** Milliseconds of the slowest thing that was tried: a connection, or a question to a nameserver. */
export function slowestAttemptMs({ attempts, readings }: Pick<Snapshot, 'attempts' | 'readings'>): number {
  const answers: readonly DnsAnswer[] = [
    ...(valueOf(nameServers, readings)?.answers ?? []),
    ...(valueOf(containerNames, readings) ?? []).flatMap((container) => container.answers),
  ];
  const isSilent = answers.some(({ outcome }) => outcome.kind === 'silent');
  return Math.max(isSilent ? SILENT_NAMESERVER_MS : 0, ...attempts.map(({ ms }) => ms));
}

function valueOf<Value>(
  { id, parse }: Fact<string, Value>,
  readings: Snapshot['readings'],
): Value | undefined {
  const reading = readings[id];
  if (reading?.status !== 'ok') return undefined;
  const parsed = parse(reading);
  return parsed.kind === 'value' ? parsed.value : undefined;
}
