import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Snapshot } from '../../facts/snapshot.ts';
import type { OtherHost } from '../../fixes/taken.ts';
import type { Host } from '../../hosts/host.ts';
import { valueOr } from '../../model/known.ts';
import type { Network } from '../../model/network.ts';
import { formatPrefix, parsePrefix } from '../../model/prefix.ts';
import { readModel } from '../../model/read-model.ts';
import { readSnapshotFile } from '../snapshot-file.ts';

/** By host: the subnets that its own cards are in, and when that was seen. */
const KnownSubnets = z.record(z.string(), z.object({ at: z.string(), subnets: z.array(z.string()) }));
export type KnownSubnets = z.infer<typeof KnownSubnets>;

/** Nothing where there is no file yet, or where it is no longer one of these. */
export async function readKnownSubnets(path: string | undefined): Promise<KnownSubnets> {
  if (path === undefined) return {};
  try {
    return KnownSubnets.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return {};
  }
}

/** Notes what a diagnosis saw of a host, so that no other host's bridge is put there. What cannot be written is no reason to stop. */
export async function rememberSubnets(
  path: string | undefined,
  host: string,
  network: Pick<Network, 'hostSubnets'>,
  at: Date,
): Promise<KnownSubnets> {
  const known = await readKnownSubnets(path);
  const subnets = [...new Set(network.hostSubnets.map(({ prefix }) => formatPrefix(prefix)))].toSorted();
  const all = { ...known, [host]: { at: at.toISOString(), subnets } };
  if (path === undefined || known[host]?.subnets.join() === subnets.join()) return all;
  const draft = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, `${JSON.stringify(all, undefined, 1)}\n`, { mode: 0o600 });
    await rename(draft, path);
  } catch {
    // The next one notes it.
  }
  return all;
}

/** The same from a look at a host that was taken for another purpose. */
export async function rememberSeen(path: string, snapshot: Snapshot): Promise<void> {
  const network = valueOr(readModel(snapshot, {}).network, undefined);
  if (network !== undefined) await rememberSubnets(path, snapshot.host, network, new Date(snapshot.at));
}

/** What each of the other hosts is known to stand in: its address and needs by the inventory, its recording, and what was seen of it. */
export async function rangesOfOthers(
  known: KnownSubnets,
  others: readonly Host[],
): Promise<readonly OtherHost[]> {
  return Promise.all(
    others.map(async ({ name, via, needs }) => {
      const own = via.kind === 'ssh' ? neighbourhood(via.address) : [];
      const reached = needs.flatMap(({ address }) => neighbourhood(address));
      const recorded = via.kind === 'snapshot' ? await subnetsRecorded(via.path) : [];
      const seen = [...recorded, ...(known[name]?.subnets ?? [])];
      return {
        host: name,
        ranges: [...new Set([...own, ...reached, ...seen])],
        from: seen.length > 0 ? 'look' : own.length > 0 ? 'address' : 'neither',
      };
    }),
  );
}

/** The host's netmask is not known, so its /24 stands for it; a name says nothing. */
function neighbourhood(address: string): readonly string[] {
  const prefix = parsePrefix(`${address}/24`);
  return prefix?.family === 4 ? [formatPrefix(prefix)] : [];
}

async function subnetsRecorded(path: string): Promise<readonly string[]> {
  try {
    const { network } = readModel(await readSnapshotFile(path), {});
    return valueOr(network, undefined)?.hostSubnets.map(({ prefix }) => formatPrefix(prefix)) ?? [];
  } catch {
    return [];
  }
}
