import type { Catalogue } from '../catalogue.ts';

export const rulesGeneric: Catalogue = {};
