import type { Catalogue } from '../catalogue.ts';

export const flows: Catalogue = {};
