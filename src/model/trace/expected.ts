import type { Outcome } from '../../facts/snapshot.ts';
import type { Hop, Trace } from './trace.ts';

type Kind = Outcome['kind'];

/** The rule that would explain the attempt if it held; one that has never met a packet does not. */
export function suspectOf({ hops }: Trace, outcome: Outcome): Hop | undefined {
  return hops.find(({ mayStop }) => {
    if (mayStop === undefined || mayStop.packets === 0) return false;
    return EXPECTED[mayStop.kind].some((kind) => kind === outcome.kind);
  });
}

/** Whether the trace says what was seen. What leaves the host may end in any way. */
export function agrees(trace: Trace, outcome: Outcome): boolean {
  return expectedOutcomes(trace)?.includes(outcome.kind) ?? true;
}

/**
 * What an attempt to connect would come to, if the packet fares like this; undefined where its fate lies beyond the host.
 * An ICMP answer may be lost or late, so that whoever should see "unreachable" may see nothing at all.
 */
function expectedOutcomes({ end, proxied }: Trace): readonly Kind[] | undefined {
  switch (end.kind) {
    case 'left':
      return undefined;
    case 'delivered':
      return ['connected'];
    case 'dropped':
    case 'misrouted':
    case 'unreachable':
    case 'rejected':
    case 'refused':
      // The proxy has taken the connection before it finds out.
      if (proxied) return ['connected', 'reset-after-accept', 'timed-out'];
      return end.way === 'back' ? ['timed-out'] : EXPECTED[end.kind];
  }
  return end satisfies never;
}

const EXPECTED = {
  dropped: ['timed-out'],
  misrouted: ['timed-out', 'unreachable'],
  unreachable: ['unreachable', 'timed-out'],
  // A TCP reset or "port unreachable" is "refused", other codes are "unreachable".
  rejected: ['refused', 'unreachable', 'timed-out'],
  refused: ['refused'],
} as const satisfies Record<string, readonly Kind[]>;
