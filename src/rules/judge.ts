import type { Model, ViewId } from '../model/views.ts';
import type { Language } from '../text/language.ts';
import { say } from '../text/say.ts';
import { tell } from '../text/tell.ts';
import type { Rule, ToldFinding } from './rule.ts';
import { tellFinding } from './tell-finding.ts';

/** Three-valued: a rule that could not look never counts as one that found nothing. */
export type Outcome =
  | { readonly kind: 'faulty'; readonly rule: Rule; readonly findings: readonly ToldFinding[] }
  | { readonly kind: 'healthy'; readonly rule: Rule }
  | { readonly kind: 'unknown'; readonly rule: Rule; readonly because: string };

/** Asks every rule. A rule that throws is a bug of that rule alone and becomes an unknown. */
export function judge(model: Model, rules: readonly Rule[], language: Language = 'en'): readonly Outcome[] {
  return rules.map((rule) => judgeOne(model, rule, language));
}

function judgeOne(model: Model, rule: Rule, language: Language): Outcome {
  const views: Record<string, unknown> = {};
  for (const id of rule.needs) {
    const view = model[id];
    if (view.kind === 'unknown')
      return { kind: 'unknown', rule, because: tell(say`${view.fact}: ${view.because}`, language) };
    views[id] = view.value;
  }
  for (const id of rule.wants) {
    const view = wanted(model, id);
    if (view !== undefined) views[id] = view;
  }
  try {
    const verdict = rule.evaluate(views);
    if ('kind' in verdict) return { kind: 'unknown', rule, because: tell(verdict.because, language) };
    const findings = verdict.map((finding) => tellFinding(finding, language));
    return findings.length > 0 ? { kind: 'faulty', rule, findings } : { kind: 'healthy', rule };
  } catch (error) {
    return { kind: 'unknown', rule, because: tell(say`the rule itself failed: ${String(error)}`, language) };
  }
}

function wanted(model: Model, id: ViewId): unknown {
  const view = model[id];
  return view.kind === 'known' ? view.value : undefined;
}
