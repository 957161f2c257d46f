import { inWords } from '../facts/reasons.ts';
import type { SnapshotNeed } from '../facts/snapshot.ts';
import type { Attempts } from '../model/attempts.ts';
import { needsMeantBy } from '../model/asked-address.ts';
import type { Asked } from '../report/report.ts';
import { say, type Sayable } from '../text/say.ts';

const LATER = say`it was not tried when the host was read; read it again with this target`;

const NO_PORT = say`the inventory names no port of it that could be tried`;

interface Untried {
  readonly check: string;
  readonly because: Sayable;
}

/** Connections of which nobody knows whether they work. What was not tried is never in order. */
export function untried(
  attempts: Attempts,
  needs: readonly SnapshotNeed[],
  { port: askedPort, to }: Asked = {},
): readonly Untried[] {
  const forgotten = askedPort === undefined || attempts.ports.includes(askedPort) ? [] : [askedPort];
  const portless = needsMeantBy(needs, to).flatMap(({ name, port }) => (port === undefined ? [name] : []));
  return [
    ...forgotten.map((port) => ({ check: `port:${port}`, because: LATER })),
    ...needs.flatMap(({ name, port }) => {
      const outcome = attempts.toNeed(name);
      if (port === undefined)
        return portless.includes(name) ? [{ check: `need:${name}`, because: NO_PORT }] : [];
      if (outcome !== undefined && outcome.kind !== 'not-tried') return fromInside(attempts, name);
      return [{ check: `need:${name}`, because: outcome === undefined ? LATER : inWords(outcome.because) }];
    }),
    ...attempts.ports.flatMap((port) => {
      const { outside, loopback, container, inside } = attempts.onPort(port);
      const made = [outside, loopback, container, inside].filter((outcome) => outcome !== undefined);
      const [first] = made;
      if (first?.kind !== 'not-tried' || made.some(({ kind }) => kind !== 'not-tried')) return [];
      return [{ check: `port:${port}`, because: inWords(first.because) }];
    }),
  ];
}

/** Nobody could go into any of the containers to try it from there. */
function fromInside(attempts: Attempts, need: string): readonly Untried[] {
  const tried = attempts.toNeedInside(need);
  const [first] = tried;
  if (first?.outcome.kind !== 'not-tried' || tried.some(({ outcome }) => outcome.kind !== 'not-tried'))
    return [];
  return [{ check: `need:${need}:${first.container}`, because: inWords(first.outcome.because) }];
}
