import type { SnapshotNeed } from '../facts/snapshot.ts';
import type { Attempts } from '../model/attempts.ts';
import type { Report } from '../report/report.ts';

const LATER = 'it was not tried when the host was read; read it again with this target';

/** Connections of which nobody knows whether they work. What was not tried is never in order. */
export function untried(
  attempts: Attempts,
  needs: readonly SnapshotNeed[],
  askedPort: number | undefined,
): Report['unknowns'] {
  const forgotten = askedPort === undefined || attempts.ports.includes(askedPort) ? [] : [askedPort];
  return [
    ...forgotten.map((port) => ({ check: `port:${port}`, because: LATER })),
    ...needs.flatMap(({ name, port }) => {
      const outcome = attempts.toNeed(name);
      if (port === undefined || (outcome !== undefined && outcome.kind !== 'not-tried')) return [];
      return [{ check: `need:${name}`, because: outcome?.because ?? LATER }];
    }),
    ...attempts.ports.flatMap((port) => {
      const { outside, loopback, container, inside } = attempts.onPort(port);
      const made = [outside, loopback, container, inside].filter((outcome) => outcome !== undefined);
      const [first] = made;
      if (first?.kind !== 'not-tried' || made.some(({ kind }) => kind !== 'not-tried')) return [];
      return [{ check: `port:${port}`, because: first.because }];
    }),
  ];
}
