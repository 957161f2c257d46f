import {
  Attempts,
  connected,
  describeOutcome,
  onlyProxyAnswers,
  type PortOutcomes,
} from '../../model/attempts.ts';
import type { Outcome } from '../../facts/snapshot.ts';
import { publisherOf } from '../../model/containers.ts';
import { valueOr } from '../../model/known.ts';
import { list, say, together, type Said, type Sayable } from '../../text/say.ts';
import type { Compared } from '../prove.ts';
import type { UntoldProof } from '../untold.ts';
import { bringsBack, onBridge } from './moved.ts';

const PLACES = ['outside', 'loopback', 'container', 'inside'] as const;
type Place = (typeof PLACES)[number];

/** Behind what was seen from there. */
const AT: Readonly<Record<Place, Said>> = {
  outside: say` from outside`,
  loopback: say` on the host`,
  container: say` at the container's address`,
  inside: say` inside the container`,
};

/** Every port that answered before answers now, from each place from which it did; and the one that was asked about. */
export function provePorts({ plan, before, after }: Compared): readonly UntoldProof[] {
  const none = new Attempts([]);
  const then = valueOr(before.attempts, none);
  const now = valueOr(after.attempts, none);
  const containers = valueOr(before.containers, []);
  const spared = bringsBack(plan) ? onBridge(plan, before) : new Set<string>();
  const proofs = then.ports.flatMap((port): UntoldProof[] => {
    const was = then.onPort(port);
    const is = now.onPort(port);
    const answered = PLACES.filter((place) => connected(was[place]));
    const wanted = port === plan.options.port && plan.method !== 'revert';
    if (answered.length === 0 && !wanted) return [];
    const places = wanted ? placesOf(was, is) : answered;
    const lost = places.filter((place) => !answers(is, place));
    const owner = publisherOf(containers, port)?.container.name;
    const excused = owner !== undefined && spared.has(owner);
    return [
      {
        what: owner === undefined ? say`port ${port}` : say`port ${port} (${owner})`,
        before: told(was, places),
        after:
          excused && lost.length > 0
            ? say`${told(is, places)}, which comes with the old subnet`
            : told(is, places),
        ok: excused || (lost.length === 0 && places.length > 0),
      },
    ];
  });
  const asked = plan.options.port;
  return asked === undefined || plan.method === 'revert' || then.ports.includes(asked)
    ? proofs
    : [...proofs, unknownPort(asked, now)];
}

/** Nobody looks inside a container that the host gets a connection to. */
function answers(outcomes: PortOutcomes, place: Place): boolean {
  if (connected(outcomes[place])) return true;
  return place === 'inside' && !isTried(outcomes.inside) && connected(outcomes.container);
}

/** All from which it can be tried: the asked port is to answer from everywhere. */
function placesOf(was: PortOutcomes, is: PortOutcomes): readonly Place[] {
  return PLACES.filter((place) => isTried(was[place]) || isTried(is[place]));
}

const isTried = (outcome: Outcome | undefined) => outcome !== undefined && outcome.kind !== 'not-tried';

function told(outcomes: PortOutcomes, places: readonly Place[]): Sayable {
  const shown = places.filter((place) => isTried(outcomes[place]) || !answers(outcomes, place));
  const words = shown.map((place) => {
    const outcome = outcomes[place];
    if (place === 'loopback' && onlyProxyAnswers(outcomes))
      return say`only Docker's proxy answers on the host`;
    return together(outcome === undefined ? say`was not tried` : describeOutcome(outcome), AT[place]);
  });
  return words.length === 0 ? say`was not tried` : list(words, 'phrases');
}

function unknownPort(port: number, now: Attempts): UntoldProof {
  const is = now.onPort(port);
  const places = placesOf(is, is);
  const ok = places.length > 0 && places.every((place) => connected(is[place]));
  return { what: say`port ${port}`, before: say`was not tried`, after: told(is, places), ok };
}
