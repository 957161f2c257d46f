import type { Rule } from '../rule.ts';

/** A packet that dies at a known place, where nothing has a name for it, in the order of the catalogue. */
export const genericRules: readonly Rule[] = [];
