import type { Catalogue } from '../catalogue.ts';

export const rulesNames: Catalogue = {};
