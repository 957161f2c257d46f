import { askNatCounters, natAfterRetry, natBeforeRetry } from '../facts/nat-counters.ts';
import type { Attempt } from '../facts/snapshot.ts';
import type { Shell } from '../ssh/shell.ts';
import { attemptFromHere } from '../vantages/from-worker.ts';
import { runSections, type Readings } from './read-host.ts';
import { whileWaiting, type Trying } from './while-waiting.ts';

/** A SYN is sent at once and again after a second: whatever can arrive has arrived by then. */
const RETRY_MS = 1_300;

const COUNTERS_TIMEOUT_MS = 5_000;

/**
 * Where a port keeps silent from outside although its container takes connections: the packet counters of the NAT rules
 * before and after another attempt tell whether packets arrive at the host at all.
 */
export async function watchArrivals(shell: Shell, trying: Trying, signal?: AbortSignal): Promise<Readings> {
  const readings = await whileWaiting(trying, silentPlaces, async (places) => {
    const before = await readCounters(shell, natBeforeRetry.id, signal);
    const retry = AbortSignal.timeout(RETRY_MS);
    const stop = signal === undefined ? retry : AbortSignal.any([retry, signal]);
    await Promise.all(places.map(({ address, port }) => attemptFromHere(address, port, stop)));
    return { ...before, ...(await readCounters(shell, natAfterRetry.id, signal)) };
  });
  return readings ?? {};
}

function silentPlaces(attempts: readonly Attempt[]): readonly Attempt['to'][] {
  return attempts
    .filter(
      ({ vantage, outcome, about }) =>
        vantage === 'worker' &&
        outcome.kind === 'timed-out' &&
        about.kind === 'published-port' &&
        reachesContainer(attempts, about.hostPort),
    )
    .map(({ to }) => to);
}

function reachesContainer(attempts: readonly Attempt[], port: number): boolean {
  return attempts.some(
    ({ about, outcome }) =>
      about.kind === 'container-address' && about.hostPort === port && outcome.kind === 'connected',
  );
}

function readCounters(shell: Shell, id: string, signal?: AbortSignal): Promise<Readings> {
  const section = { id, candidates: [askNatCounters()], privileged: true };
  return runSections(shell, [section], COUNTERS_TIMEOUT_MS, signal);
}
