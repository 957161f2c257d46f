import type { Rule } from '../rule.ts';

/** Name resolution, in the order of the catalogue. */
export const namesRules: readonly Rule[] = [];
