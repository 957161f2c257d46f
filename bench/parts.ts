import type { Part } from './figure.ts';
import { reportSpeed } from './report-speed.ts';

/** In the order of the table. */
export const parts: readonly Part[] = [reportSpeed];
