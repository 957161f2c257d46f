import { weigh } from '../../rules/judge.ts';
import { routingRules } from '../../rules/routing/index.ts';
import { fixLine } from '../../rules/routing/move-bridge.ts';
import type { Model } from '../../model/views.ts';
import { list, say } from '../../text/say.ts';
import type { Compared } from '../prove.ts';
import type { UntoldProof } from '../untold.ts';
import { OVERLAP_RULES } from '../overlap-rules.ts';

/** The rules that found the overlap find none for that network any more. An undo brings it back, and has nothing to prove here. */
export function proveOverlapGone({ plan, before, after }: Compared): readonly UntoldProof[] {
  if (plan.method === 'revert') return [];
  const then = overlapsIn(before, plan);
  const now = overlapsIn(after, plan);
  // What could not be looked at before, the plan did not rest on.
  const dark = now.dark.filter((check) => !then.dark.includes(check));
  return [
    {
      what: say`overlaps of ${plan.bridge.network === 'bridge' ? say`Docker's bridge` : plan.bridge.network}`,
      before: then.titles.length === 0 ? say`none` : list(then.titles, 'and'),
      after:
        now.titles.length > 0
          ? list(now.titles, 'and')
          : dark.length > 0
            ? say`unknown: ${list(dark, 'and')} could not be checked`
            : say`none`,
      ok: now.titles.length === 0 && dark.length === 0,
    },
  ];
}

function overlapsIn(model: Model, { host, bridge }: Compared['plan']) {
  const outcomes = weigh(
    model,
    routingRules.filter(({ id }) => OVERLAP_RULES.has(id)),
  );
  return {
    titles: outcomes.flatMap((outcome) =>
      outcome.kind === 'faulty'
        ? outcome.findings
            .filter(({ fix }) => fix?.apply === fixLine(host, bridge.network))
            .map(({ title }) => title)
        : [],
    ),
    dark: outcomes.flatMap((outcome) => (outcome.kind === 'unknown' ? [outcome.rule.id] : [])),
  };
}
