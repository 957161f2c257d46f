import type { Model, ViewId } from '../model/views.ts';
import type { Language } from '../text/language.ts';
import { say, type Text } from '../text/say.ts';
import { tell } from '../text/tell.ts';
import type { Finding, OwnWords, Rule, ToldFinding } from './rule.ts';
import { tellFinding } from './tell-finding.ts';

/** Three-valued: a rule that could not look never counts as one that found nothing. */
export type Outcome =
  | { readonly kind: 'faulty'; readonly rule: Rule; readonly findings: readonly ToldFinding[] }
  | { readonly kind: 'healthy'; readonly rule: Rule }
  | { readonly kind: 'unknown'; readonly rule: Rule; readonly because: string };

/** The same, before it is told in any language. */
export type UntoldOutcome =
  | { readonly kind: 'faulty'; readonly rule: Rule; readonly findings: readonly Finding<OwnWords>[] }
  | { readonly kind: 'healthy'; readonly rule: Rule }
  | { readonly kind: 'unknown'; readonly rule: Rule; readonly because: Text | string };

/** Asks every rule. A rule that throws is a bug of that rule alone and becomes an unknown. */
export function judge(model: Model, rules: readonly Rule[], language: Language = 'en'): readonly Outcome[] {
  return weigh(model, rules).map((outcome) => told(outcome, language));
}

export function weigh(model: Model, rules: readonly Rule[]): readonly UntoldOutcome[] {
  return rules.map((rule) => weighOne(model, rule));
}

/** A team's own rule may leave words out, which shows only here. */
function told(outcome: UntoldOutcome, language: Language): Outcome {
  try {
    return inWords(outcome, language);
  } catch (error) {
    return { kind: 'unknown', rule: outcome.rule, because: tell(failure(error), language) };
  }
}

function inWords(outcome: UntoldOutcome, language: Language): Outcome {
  switch (outcome.kind) {
    case 'healthy':
      return outcome;
    case 'unknown':
      return { ...outcome, because: tell(outcome.because, language) };
    case 'faulty':
      return { ...outcome, findings: outcome.findings.map((finding) => tellFinding(finding, language)) };
  }
  return outcome satisfies never;
}

const failure = (error: unknown) => say`the rule itself failed: ${String(error)}`;

function weighOne(model: Model, rule: Rule): UntoldOutcome {
  const views: Record<string, unknown> = {};
  for (const id of rule.needs) {
    const view = model[id];
    if (view.kind === 'unknown')
      return { kind: 'unknown', rule, because: say`${view.fact}: ${view.because}` };
    views[id] = view.value;
  }
  for (const id of rule.wants) {
    const view = wanted(model, id);
    if (view !== undefined) views[id] = view;
  }
  try {
    const verdict = rule.evaluate(views);
    if ('kind' in verdict) return { kind: 'unknown', rule, because: verdict.because };
    return verdict.length > 0 ? { kind: 'faulty', rule, findings: verdict } : { kind: 'healthy', rule };
  } catch (error) {
    return { kind: 'unknown', rule, because: failure(error) };
  }
}

function wanted(model: Model, id: ViewId): unknown {
  const view = model[id];
  return view.kind === 'known' ? view.value : undefined;
}
