import type { Catalogue } from '../catalogue.ts';

export const renderHome: Catalogue = {};
