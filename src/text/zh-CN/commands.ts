import type { Catalogue } from '../catalogue.ts';

export const commands: Catalogue = {};
