import type { Rule } from '../rule.ts';
import { blockedByFilter } from './blocked-by-filter.ts';
import { blockedByNat } from './blocked-by-nat.ts';
import { blockedByRoute } from './blocked-by-route.ts';
import { droppedBeforeHost } from './dropped-before-host.ts';
import { notAcceptedByApplication } from './not-accepted-by-application.ts';

/** A packet that dies at a known place, where nothing has a name for it, in the order of the catalogue. */
export const genericRules: readonly Rule[] = [
  blockedByRoute,
  blockedByFilter,
  blockedByNat,
  droppedBeforeHost,
  notAcceptedByApplication,
];
