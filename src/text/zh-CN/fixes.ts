import type { Catalogue } from '../catalogue.ts';

export const fixes: Catalogue = {};
