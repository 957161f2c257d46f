import type { SnapshotNeed } from '../facts/snapshot.ts';

/** `192.168.0.20:1433`, `[2001:db8::1]:443`, `db.internal:1433`: asked for by a person, it counts among the needs. */
export function withAskedAddress(
  needs: readonly SnapshotNeed[],
  to: string | undefined,
): readonly SnapshotNeed[] {
  const match = /^\[?(?<address>[^\]]+?)\]?:(?<port>\d+)$/.exec(to ?? '')?.groups;
  const { address, port } = match ?? {};
  if (to === undefined || address === undefined || needs.some(({ name }) => name === to)) return needs;
  const known = needs.some((need) => need.address === address && need.port === Number(port));
  return known ? needs : [{ name: to, address, port: Number(port) }, ...needs];
}
