import type { SnapshotNeed } from '../facts/snapshot.ts';

/** `192.168.0.20:1433`, `[2001:db8::1]:443`, `db.internal:1433`: asked for by a person, it counts among the needs. */
export function withAskedAddress(
  needs: readonly SnapshotNeed[],
  to: string | undefined,
): readonly SnapshotNeed[] {
  const asked = readAddress(to);
  return asked === undefined || meantBy(needs, asked).length > 0 ? needs : [asked, ...needs];
}

/** The needs that somebody means: the one of that name, or those at the same address (and port, where one is given). */
export function needsMeantBy(
  needs: readonly SnapshotNeed[],
  to: string | undefined,
): readonly SnapshotNeed[] {
  const named = needs.filter(({ name }) => name === to);
  if (named.length > 0) return named;
  const asked = readAddress(to);
  if (asked !== undefined) return meantBy(withAskedAddress(needs, to), asked);
  return needs.filter(({ name, address }) => address === to || name.toLowerCase() === to?.toLowerCase());
}

function meantBy(needs: readonly SnapshotNeed[], asked: SnapshotNeed): readonly SnapshotNeed[] {
  return needs.filter(
    ({ name, address, port }) => name === asked.name || (address === asked.address && port === asked.port),
  );
}

function readAddress(to: string | undefined): SnapshotNeed | undefined {
  const { address, port } = /^\[?(?<address>[^\]]+?)\]?:(?<port>\d+)$/.exec(to ?? '')?.groups ?? {};
  return to === undefined || address === undefined ? undefined : { name: to, address, port: Number(port) };
}
