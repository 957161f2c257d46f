import { z } from 'zod';

import { readModel } from '../../model/read-model.ts';
import type { Example } from '../../rules/api.ts';
import type { Rule } from '../../rules/rule.ts';

export type ReadRule =
  | { readonly kind: 'rule'; readonly rule: Rule; readonly examples: readonly Example[] }
  | { readonly kind: 'mistake'; readonly sentence: string };

/** Every view that a rule may name. */
const VIEWS = Object.keys(
  readModel(
    {
      schema: 'ferryman.snapshot/1',
      host: '',
      at: '',
      collectMs: 0,
      needs: [],
      readings: {},
      attempts: [],
      masked: {},
    },
    {},
  ),
);

const View = z.string().refine((id) => VIEWS.includes(id), {
  error: ({ input }) => `there is no view ${String(input)}; there are ${VIEWS.join(', ')}`,
});

const RuleShape = z.object({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'an id is lower case with hyphens: nfs-mount-stale'),
  title: z.string().min(1, 'say what is ruled out where the rule stays silent'),
  rank: z.enum(['specific', 'general', 'generic']),
  needs: z.array(View),
  wants: z.array(View),
  evaluate: z.custom<Rule['evaluate']>((value) => typeof value === 'function', 'has to be a function'),
});

const Examples = z.array(
  z.object({ snapshot: z.string(), target: z.string().exactOptional(), speaks: z.boolean() }),
);

/** A module has its rule as `rule` or as its default, and may have `examples`. */
export function readRule(exports: Readonly<Record<string, unknown>>): ReadRule {
  const given = exports['rule'] ?? exports['default'];
  if (given === undefined) {
    return { kind: 'mistake', sentence: 'it has no rule: write export const rule = defineRule({ … })' };
  }
  const rule = RuleShape.safeParse(given);
  if (!rule.success) return { kind: 'mistake', sentence: sentenceOf(rule.error) };
  const examples = Examples.safeParse(exports['examples'] ?? []);
  if (!examples.success) return { kind: 'mistake', sentence: `examples: ${sentenceOf(examples.error)}` };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every name of a view was looked up above
  return { kind: 'rule', rule: rule.data as Rule, examples: examples.data };
}

function sentenceOf({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'is no rule' : `${issue.path.join('.')}: ${issue.message}`;
}
