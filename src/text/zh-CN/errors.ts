import type { Catalogue } from '../catalogue.ts';

export const errors: Catalogue = {};
