import type { BridgeSubnet } from '../model/network.ts';
import type { Cause } from '../report/report.ts';
import { fixLine } from '../rules/routing/move-bridge.ts';

/** A bridge whose subnet is in the way of something, and the finding that says so. */
export interface Overlapping {
  readonly bridge: BridgeSubnet;
  readonly cause: Cause;
}

/** Every bridge that a cause's own fix would move, Docker's default bridge first, then in the order of the report. */
export function overlappingOf(
  host: string,
  causes: readonly Cause[],
  bridges: readonly BridgeSubnet[],
): readonly Overlapping[] {
  const found = causes.flatMap((cause) => {
    // What only says how the range came about stands before the overlap and is no reason of its own.
    if (cause.behind !== undefined) return [];
    const bridge = bridges.find(({ network }) => cause.fix?.apply === fixLine(host, network));
    return bridge === undefined ? [] : [{ bridge, cause }];
  });
  const first = found.filter(
    ({ bridge }, index) => found.findIndex((other) => other.bridge.device === bridge.device) === index,
  );
  return first.toSorted((one, other) => rank(one) - rank(other));
}

const rank = ({ bridge }: Overlapping) => (bridge.network === 'bridge' ? 0 : 1);
