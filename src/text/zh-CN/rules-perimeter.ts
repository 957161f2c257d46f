import type { Catalogue } from '../catalogue.ts';

export const rulesPerimeter: Catalogue = {};
