import type { Rule } from '../rule.ts';

/** What an application needs to reach, and how it fails, in the order of the catalogue. */
export const applicationsRules: readonly Rule[] = [];
