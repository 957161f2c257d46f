import type { Catalogue } from '../catalogue.ts';

export const rulesResources: Catalogue = {};
