import type { Catalogue } from '../catalogue.ts';

export const rulesMigration: Catalogue = {};
