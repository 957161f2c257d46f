import type { LabCase } from '../../case.ts';

import { leftoverCases } from './leftovers.ts';

export const migrationLab: readonly LabCase[] = [...leftoverCases];
