import type { Reading } from '../facts/fact.ts';
import { askRoutes, kernelRoutes } from '../facts/kernel-routes.ts';
import { askNames, names } from '../facts/names.ts';
import type { SnapshotNeed } from '../facts/snapshot.ts';
import { isIP } from 'node:net';
import type { Shell } from '../ssh/shell.ts';
import { runSections, type Readings } from './read-host.ts';

const QUESTIONS_TIMEOUT_MS = 8_000;

/** More addresses than this are not asked for: one of each bridge says what the others would. */
const MOST_ADDRESSES = 64;

export interface Questions {
  /** Of containers, of the worker. */
  readonly addresses: readonly string[];
  readonly needs: readonly SnapshotNeed[];
  /** Where packets of containers come from, an address and its bridge. */
  readonly forwarded?: readonly { readonly from: string; readonly iif: string }[];
  readonly client?: string;
}

/** What only the kernel and the resolver of the host can say about addresses that the first round brought up. */
export async function askHost(
  shell: Shell,
  { addresses, needs, forwarded = [], client }: Questions,
  signal?: AbortSignal,
): Promise<Readings> {
  const named = needs.map(({ address }) => address).filter((address) => isIP(address) === 0);
  const resolved =
    named.length === 0
      ? {}
      : await runSections(
          shell,
          [{ id: names.id, candidates: [askNames(named)] }],
          QUESTIONS_TIMEOUT_MS,
          signal,
        );
  const literal = needs.map(({ address }) => address).filter((address) => isIP(address) !== 0);
  const wanted = [...new Set([...literal, ...addressesIn(resolved[names.id]), ...addresses])]
    .filter((address) => isIP(address) !== 0)
    .slice(0, MOST_ADDRESSES);
  if (wanted.length === 0) return resolved;
  const beyond = [...literal, ...addressesIn(resolved[names.id]), ...(client === undefined ? [] : [client])];
  const fromContainers = forwarded.flatMap(({ from, iif }) =>
    [...new Set(beyond)].filter((to) => isIP(to) === isIP(from)).map((to) => ({ to, from, iif })),
  );
  const argv = askRoutes([...wanted.map((to) => ({ to })), ...fromContainers.slice(0, MOST_ADDRESSES)]);
  const routes = await runSections(
    shell,
    [{ id: kernelRoutes.id, candidates: [argv] }],
    QUESTIONS_TIMEOUT_MS,
    signal,
  );
  return { ...resolved, ...routes };
}

function addressesIn(reading: Reading | undefined): readonly string[] {
  if (reading?.status !== 'ok') return [];
  const parsed = names.parse(reading);
  return parsed.kind === 'value' ? Object.values(parsed.value).flat() : [];
}
