import type { FixAnswer, FixPlan, Proof } from '../report/fix.ts';
import type { Cause } from '../report/report.ts';
import type { Language } from '../text/language.ts';
import type { Sayable } from '../text/say.ts';
import { tell } from '../text/tell.ts';
import type { PreparedChange } from './change.ts';
import type { PreparedUntold, UntoldPlan, UntoldProof, UntoldRefusal, UntoldStep } from './untold.ts';

/** @param cause told in the same language; a revert has none */
export function tellPlan(plan: UntoldPlan, cause: Cause | undefined, language: Language): FixPlan {
  const { schema, id, host, at, expiresAt, digest, method, options, reverts, bridge, from, to } = plan;
  const { file, affected, units, downtimeSeconds, undo } = plan;
  const all = (texts: readonly Sayable[]) => texts.map((text) => tell(text, language));
  const steps = (untold: readonly UntoldStep[]) =>
    untold.map(({ what, command }) => ({ what: tell(what, language), command }));
  return {
    schema,
    id,
    host,
    at,
    expiresAt,
    digest,
    method,
    options,
    ...(reverts !== undefined && { reverts }),
    ...(cause !== undefined && { cause }),
    bridge,
    from,
    to,
    whyFree: all(plan.whyFree),
    ...(file !== undefined && { file }),
    steps: steps(plan.steps),
    affected,
    ...(units !== undefined && { units }),
    downtimeSeconds,
    undo: { afterSeconds: undo.afterSeconds, steps: steps(undo.steps) },
    proof: all(plan.proof),
    warnings: all(plan.warnings),
    byHand: all(plan.byHand),
  };
}

/** With the plan as the host keeps it, which is in English whoever asked. */
export function tellPrepared(
  { plan, ...change }: PreparedUntold,
  cause: Cause | undefined,
  language: Language = 'en',
): PreparedChange {
  return { ...change, plan: tellPlan(plan, cause, language) };
}

export function tellRefusal(answer: UntoldRefusal, language: Language): Exclude<FixAnswer, { kind: 'plan' }> {
  const { host } = answer;
  if (answer.kind === 'nothing-to-fix')
    return { kind: 'nothing-to-fix', host, sentence: tell(answer.sentence, language) };
  return {
    kind: 'refused',
    host,
    because: answer.because.map((one) => tell(one, language)),
    next: tell(answer.next, language),
    byHand: answer.byHand.map((one) => tell(one, language)),
  };
}

export function tellProof({ what, before, after, ok }: UntoldProof, language: Language): Proof {
  return { what: tell(what, language), before: tell(before, language), after: tell(after, language), ok };
}
