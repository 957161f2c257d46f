import { judge } from '../../rules/judge.ts';
import { routingRules } from '../../rules/routing/index.ts';
import { fixLine } from '../../rules/routing/move-bridge.ts';
import type { Model } from '../../model/views.ts';
import type { Proof } from '../../report/fix.ts';
import { list } from '../../rules/evidence.ts';
import type { Compared } from '../prove.ts';
import { OVERLAP_RULES } from '../overlap-rules.ts';

/** The rules that found the overlap find none for that network any more. An undo brings it back, and has nothing to prove here. */
export function proveOverlapGone({ plan, before, after }: Compared): Proof[] {
  if (plan.method === 'revert') return [];
  const then = overlapsIn(before, plan);
  const now = overlapsIn(after, plan);
  // What could not be looked at before, the plan did not rest on.
  const dark = now.dark.filter((check) => !then.dark.includes(check));
  return [
    {
      what: `overlaps of ${plan.bridge.network === 'bridge' ? "Docker's bridge" : plan.bridge.network}`,
      before: then.titles.length === 0 ? 'none' : list(then.titles),
      after:
        now.titles.length > 0
          ? list(now.titles)
          : dark.length > 0
            ? `unknown: ${list(dark)} could not be checked`
            : 'none',
      ok: now.titles.length === 0 && dark.length === 0,
    },
  ];
}

function overlapsIn(model: Model, { host, bridge }: Compared['plan']) {
  const outcomes = judge(
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
