import { addressRivals, askAddressRivals } from '../facts/address-rivals.ts';
import { askIpCounters, ipCountersAfter } from '../facts/ip-counters.ts';
import { askPathMtu, pathMtu } from '../facts/path-mtu.ts';
import type { Attempt } from '../facts/snapshot.ts';
import { stalledFlows } from '../facts/stalled-flows.ts';
import type { Shell } from '../ssh/shell.ts';
import { runSections, type Readings } from './read-host.ts';

const TIMEOUT_MS = 5_000;

/** Beside everything else, since silence, which is the usual answer, takes half a second. */
export function askForRivals(shell: Shell, signal?: AbortSignal): Promise<Readings> {
  const section = { id: addressRivals.id, candidates: [askAddressRivals], privileged: true };
  return runSections(shell, [section], TIMEOUT_MS, signal);
}

/** What the kernel dropped while connections were tried; asked for only where some got no answer. */
export async function countDrops(
  shell: Shell,
  attempts: readonly Attempt[],
  signal?: AbortSignal,
): Promise<Readings> {
  const silent = attempts.some(({ outcome }) => outcome.kind === 'timed-out');
  if (!silent) return {};
  return runSections(shell, [{ id: ipCountersAfter.id, candidates: [askIpCounters] }], TIMEOUT_MS, signal);
}

/** More peers than this would say the same. */
const MOST_PEERS = 3;

/** Where a connection sends again and again: whether full-size packets reach its peer. */
export async function probePaths(
  shell: Shell,
  { [stalledFlows.id]: reading }: Readings,
  signal?: AbortSignal,
): Promise<Readings> {
  if (reading?.status !== 'ok') return {};
  const parsed = stalledFlows.parse(reading);
  const flows = parsed.kind === 'value' ? parsed.value : [];
  const questions = new Map(
    flows
      .filter(({ peer, backoff }) => backoff >= 1 && !peer.includes(':'))
      .map(({ pid, peer, pathMtu: mtu = 1500 }) => [peer, { pid, peer, mtu }]),
  );
  if (questions.size === 0) return {};
  const argv = askPathMtu([...questions.values()].slice(0, MOST_PEERS));
  return runSections(shell, [{ id: pathMtu.id, candidates: [argv], privileged: true }], TIMEOUT_MS, signal);
}
