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
import type { Proof } from '../../report/fix.ts';
import type { Compared } from '../prove.ts';
import { bringsBack, onBridge } from './moved.ts';

const PLACES = ['outside', 'loopback', 'container', 'inside'] as const;
type Place = (typeof PLACES)[number];

const WORDS: Readonly<Record<Place, string>> = {
  outside: 'from outside',
  loopback: 'on the host',
  container: "at the container's address",
  inside: 'inside the container',
};

/** Every port that answered before answers now, from each place from which it did; and the one that was asked about. */
export function provePorts({ plan, before, after }: Compared): Proof[] {
  const none = new Attempts([]);
  const then = valueOr(before.attempts, none);
  const now = valueOr(after.attempts, none);
  const containers = valueOr(before.containers, []);
  const spared = bringsBack(plan) ? onBridge(plan, before) : new Set<string>();
  const proofs = then.ports.flatMap((port): Proof[] => {
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
        what: `port ${port}${owner === undefined ? '' : ` (${owner})`}`,
        before: told(was, places),
        after: told(is, places) + (excused && lost.length > 0 ? ', which comes with the old subnet' : ''),
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

function told(outcomes: PortOutcomes, places: readonly Place[]): string {
  const shown = places.filter((place) => isTried(outcomes[place]) || !answers(outcomes, place));
  const words = shown.map((place) => {
    const outcome = outcomes[place];
    if (place === 'loopback' && onlyProxyAnswers(outcomes)) return "only Docker's proxy answers on the host";
    return `${outcome === undefined ? 'was not tried' : describeOutcome(outcome)} ${WORDS[place]}`;
  });
  return words.join(', ') || 'was not tried';
}

function unknownPort(port: number, now: Attempts): Proof {
  const is = now.onPort(port);
  const places = placesOf(is, is);
  const ok = places.length > 0 && places.every((place) => connected(is[place]));
  return { what: `port ${port}`, before: 'was not tried', after: told(is, places), ok };
}
