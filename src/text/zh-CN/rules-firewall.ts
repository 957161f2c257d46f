import type { Catalogue } from '../catalogue.ts';

export const rulesFirewall: Catalogue = {};
