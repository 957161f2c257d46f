import type { Catalogue } from '../catalogue.ts';

export const model: Catalogue = {};
