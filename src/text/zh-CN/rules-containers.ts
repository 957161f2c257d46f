import type { Catalogue } from '../catalogue.ts';

export const rulesContainers: Catalogue = {};
