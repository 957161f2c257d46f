import { askFarSigns, farSigns } from '../facts/far-signs.ts';
import { neighboursAfter, askNeighbours } from '../facts/neighbours-after.ts';
import type { Attempt } from '../facts/snapshot.ts';
import type { Section } from '../ssh/script.ts';
import type { Shell } from '../ssh/shell.ts';
import { attemptFromHere } from '../vantages/from-worker.ts';
import { runSections, type Readings } from './read-host.ts';
import { whileWaiting, type Trying } from './while-waiting.ts';

/** A SYN is sent at once and again after a second: what comes through has come by then. */
const PATIENCE_MS = 1_300;

const TIMEOUT_MS = 5_000;

/** More services than this would say the same. */
const MOST_FAR = 6;

/** Where something that the host must reach keeps silent: who answers ARP, and whether anything of it answers at all. */
export async function lookFar(shell: Shell, trying: Trying, signal?: AbortSignal): Promise<Readings> {
  const look = (section: Section) => runSections(shell, [section], TIMEOUT_MS, signal);
  const signs = whileWaiting(trying, silentNeeds, (addresses) =>
    look({ id: farSigns.id, candidates: [askFarSigns(addresses)] }),
  );
  signs.catch(() => undefined);
  if (silentNeeds(await trying.attempts).length === 0) return {};
  // Last: the kernel asks three times, a second each, before it says that nobody answers.
  const neighbours = await look({ id: neighboursAfter.id, candidates: askNeighbours });
  return { ...neighbours, ...(await signs) };
}

function silentNeeds(attempts: readonly Attempt[]): readonly string[] {
  const silent = attempts.filter(
    ({ about, outcome }) => about.kind === 'need' && outcome.kind !== 'connected',
  );
  return [...new Set(silent.map(({ to }) => to.address))].slice(0, MOST_FAR);
}

/**
 * Where some published ports answer from outside and others keep silent: their neighbours, which nobody publishes. A port
 * on which nothing listens is refused by the host at once if packets for it arrive at all. So this shows what whoever stands
 * before the host lets through: single ports, or a range.
 */
export async function trySparePorts(trying: Trying, signal?: AbortSignal): Promise<readonly Attempt[]> {
  const tried = await whileWaiting(trying, sparePorts, (spare) => {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const stop = signal === undefined ? patience : AbortSignal.any([patience, signal]);
    return Promise.all(
      spare.map(async ({ address, port, beside }): Promise<Attempt> => {
        const { outcome, ms } = await attemptFromHere(address, port, stop);
        const cutShort = outcome.kind === 'not-tried' && patience.aborted;
        return {
          vantage: 'worker',
          to: { address, port },
          about: { kind: 'spare-port', beside },
          outcome: cutShort ? { kind: 'timed-out', afterMs: PATIENCE_MS } : outcome,
          ms,
        };
      }),
    );
  });
  return tried ?? [];
}

function sparePorts(attempts: readonly Attempt[]) {
  const fromHere = attempts.filter(({ vantage }) => vantage === 'worker');
  const published = fromHere.filter(({ about }) => about.kind === 'published-port');
  const answering = published.filter(({ outcome }) => outcome.kind === 'connected');
  const silent = published.filter(({ outcome }) => outcome.kind === 'timed-out');
  if (answering.length === 0 || silent.length === 0) return [];
  const taken = new Set(fromHere.map(({ to }) => to.port));
  return [...answering.slice(0, 2), ...silent.slice(0, 2)].flatMap(({ to }) =>
    [1, -1, 2, -2]
      .map((step) => to.port + step)
      .filter((port) => port > 1024 && port < 65_536 && !taken.has(port))
      .slice(0, 2)
      .map((port) => ({ address: to.address, port, beside: to.port })),
  );
}
