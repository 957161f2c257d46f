import type { Rule } from '../rule.ts';

/** Disk, memory, time and other limits of the host, in the order of the catalogue. */
export const resourcesRules: readonly Rule[] = [];
