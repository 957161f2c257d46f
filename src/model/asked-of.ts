import type { Names } from '../facts/names.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import { withAskedAddress } from './asked-address.ts';
import { findContainer } from './asked-container.ts';
import type { Container } from './containers.ts';
import { valueOr, type Known } from './known.ts';
import type { Question } from './symptoms.ts';
import type { AskedOf, ResolvedNeed } from './views.ts';

/** What was asked of which host, names made plain: the container by its own name, needs by their addresses. */
export function askedOf(
  snapshot: Snapshot,
  asked: Question,
  names: Known<Names>,
  containers: Known<readonly Container[]>,
  now: number,
): AskedOf {
  const { host, address, client, server } = snapshot;
  return {
    host,
    asked: withContainerName(asked, valueOr(containers, [])),
    needs: resolveNeeds(snapshot, asked, valueOr(names, undefined) ?? {}),
    now,
    askedAt: Date.parse(snapshot.at),
    readMs: snapshot.collectMs,
    ...(address !== undefined && { address }),
    ...(client !== undefined && { client }),
    ...(server !== undefined && { server }),
  };
}

/** From here on the container has its own name, whatever it was called. */
function withContainerName(asked: Question, containers: readonly Container[]): Question {
  const found = asked.container === undefined ? undefined : findContainer(containers, asked.container);
  return found === undefined ? asked : { ...asked, container: found.name };
}

/** What was asked for by address counts as a need while it is asked for. */
function resolveNeeds(snapshot: Snapshot, asked: Question, names: Names): readonly ResolvedNeed[] {
  return withAskedAddress(snapshot.needs, asked.to).map((need) => ({
    ...need,
    resolved: names[need.address] ?? [need.address],
  }));
}
