import type { LabCase } from '../../case.ts';

import { blockedByFilter } from './blocked-by-filter.ts';
import { blockedByNat } from './blocked-by-nat.ts';
import { blockedByRouteToContainer, blockedByRouteToNeed } from './blocked-by-route.ts';
import { filteredOnTheWayIn, filteredOnTheWayOut, translatedOnTheWayOut } from './filtered.ts';
import { notAcceptedByApplication } from './not-accepted-by-application.ts';

export const genericLab: readonly LabCase[] = [
  blockedByRouteToContainer,
  blockedByRouteToNeed,
  blockedByFilter,
  filteredOnTheWayIn,
  filteredOnTheWayOut,
  blockedByNat,
  translatedOnTheWayOut,
  notAcceptedByApplication,
];
