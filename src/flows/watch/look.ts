import { setMaxListeners } from 'node:events';
import type { Outcome } from '../../facts/snapshot.ts';
import type { Reading } from '../../facts/fact.ts';
import type { Host } from '../../hosts/host.ts';
import type { Shell } from '../../ssh/shell.ts';
import { attemptFromHere } from '../../vantages/from-worker.ts';
import { commandForAttempts, readAttempts } from '../../vantages/on-host.ts';
import { planAttempts, type PlannedAttempt } from '../../vantages/plan.ts';
import { runSections } from '../read-host.ts';
import { HOST_PRINT } from './host-print.ts';
import { partsOf, type Print } from './print.ts';

const SCRIPT_SECONDS = 30;

/** Attempts and the time that a loaded host needs to get to them. */
const ATTEMPTS_SECONDS = 8;

export interface LookOptions {
  /** Tried from the worker and on the host's own loopback; what the inventory says that it needs is tried from the host. */
  readonly ports: readonly number[];
  /** False: sudo has refused before, and each refusal is a line in the host's log. */
  readonly asRoot: boolean;
  readonly signal?: AbortSignal;
}

/** How a host is set up and what answers on it, in one script and short enough to be done every minute. Rejects where the host is lost. */
export async function look(shell: Shell, host: Host, { ports, asRoot, signal }: LookOptions): Promise<Print> {
  // Every attempt listens to it.
  if (signal !== undefined) setMaxListeners(0, signal);
  const planned = planAttempts({
    containers: [],
    needs: host.needs,
    alsoPorts: ports,
    ...(host.via.kind === 'ssh' && host.via.jump === undefined && { hostAddress: host.via.address }),
  });
  const here = planned.filter(({ vantage }) => vantage === 'worker');
  const there = planned.filter(({ vantage }) => vantage === 'host');
  const begun = Date.now();
  const [read, outcomes] = await Promise.all([
    runSections(shell, sections(there, asRoot), (SCRIPT_SECONDS + ATTEMPTS_SECONDS) * 1000, signal),
    Promise.all(here.map(({ to }) => attemptFromHere(to.address, to.port, signal))),
  ]);
  signal?.throwIfAborted();
  return {
    ...partsOf(textOf(read[PRINT]), { begun, ended: Date.now() }),
    ...tried(
      here,
      outcomes.map(({ outcome }) => outcome),
    ),
    ...tried(there, outcomesOnHost(read[ATTEMPTS], there.length)),
  };
}

const PRINT = 'print';
const ATTEMPTS = 'attempts';

function sections(there: readonly PlannedAttempt[], asRoot: boolean) {
  const print = {
    id: PRINT,
    candidates: [['sh', '-c', HOST_PRINT]] as const,
    privileged: asRoot,
    timeoutSeconds: SCRIPT_SECONDS,
  };
  if (there.length === 0) return [print];
  const { argv } = commandForAttempts(there);
  return [print, { id: ATTEMPTS, candidates: [argv], timeoutSeconds: ATTEMPTS_SECONDS }];
}

/** What came before a time-out, and what came without root, is worth as much as it says. */
function textOf(reading: Reading | undefined): string {
  return reading?.stdout ?? '';
}

function outcomesOnHost(reading: Reading | undefined, count: number): readonly Outcome[] {
  if (reading?.status === 'ok') return readAttempts(reading.stdout, count).map(({ outcome }) => outcome);
  const because = reading?.because ?? 'not read';
  return Array.from({ length: count }, () => ({ kind: 'not-tried', because }));
}

function tried(planned: readonly PlannedAttempt[], outcomes: readonly Outcome[]): Print {
  return Object.fromEntries(
    planned.map(({ vantage, to }, index) => [
      `${vantage} ${to.address}:${to.port}`,
      outcomes[index]?.kind ?? 'not-tried',
    ]),
  );
}
