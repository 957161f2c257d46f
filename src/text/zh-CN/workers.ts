import type { Catalogue } from '../catalogue.ts';

export const workers: Catalogue = {};
