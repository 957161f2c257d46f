import type { Catalogue } from '../catalogue.ts';

export const rulesDaemon: Catalogue = {};
