import type { Rule } from '../rule.ts';

/** What a copied disk image brings along, in the order of the catalogue. */
export const migrationRules: readonly Rule[] = [];
