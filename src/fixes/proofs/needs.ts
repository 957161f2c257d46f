import type { Outcome } from '../../facts/snapshot.ts';
import { Attempts, connected, describeOutcome } from '../../model/attempts.ts';
import { valueOr } from '../../model/known.ts';
import { say, type Sayable } from '../../text/say.ts';
import type { Compared } from '../prove.ts';
import type { UntoldProof } from '../untold.ts';
import { ended } from './ended.ts';
import { bringsBack, isInSubnet, onBridge } from './moved.ts';

/** What the host and its containers reached before they reach now. */
export function proveNeeds({ plan, before, after, taken }: Compared): readonly UntoldProof[] {
  const none = new Attempts([]);
  const then = valueOr(before.attempts, none);
  const now = valueOr(after.attempts, none);
  const lenient = bringsBack(plan);
  const spared = lenient ? onBridge(plan, before) : new Set<string>();
  const over = new Set(ended({ plan, before, after }).map((container) => container.name));
  const resolved = valueOr(before.question, undefined)?.needs ?? [];
  // What a container in trouble looks for by its own account, nobody looks for once it is well.
  const listed = taken.needs.filter(({ of }) => of === undefined);
  return listed.flatMap(({ name }): readonly UntoldProof[] => {
    const returns =
      lenient &&
      resolved.some(
        (need) => need.name === name && need.resolved.some((address) => isInSubnet(plan, address)),
      );
    const inside = then
      .toNeedInside(name)
      .filter(({ outcome, container }) => connected(outcome) && !over.has(container));
    return [
      ...(connected(then.toNeed(name)) ? [proof(say`${name} from the host`, now.toNeed(name), returns)] : []),
      ...inside.map(({ container }) =>
        proof(
          say`${name} from ${container}`,
          now.toNeedInside(name).find((one) => one.container === container)?.outcome,
          returns || spared.has(container),
        ),
      ),
    ];
  });
}

function proof(what: Sayable, outcome: Outcome | undefined, excused: boolean): UntoldProof {
  const ok = connected(outcome);
  const after = outcome === undefined ? say`was not tried` : describeOutcome(outcome);
  return {
    what,
    before: say`answers`,
    after: excused && !ok ? say`${after}, which comes with the old subnet` : after,
    ok: ok || excused,
  };
}
