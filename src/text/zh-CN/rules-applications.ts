import type { Catalogue } from '../catalogue.ts';

export const rulesApplications: Catalogue = {};
