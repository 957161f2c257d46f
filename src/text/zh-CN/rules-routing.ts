import type { Catalogue } from '../catalogue.ts';

export const rulesRouting: Catalogue = {};
