import type { Catalogue } from '../catalogue.ts';

export const rulesSockets: Catalogue = {};
