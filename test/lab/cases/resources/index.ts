import type { LabCase } from '../../case.ts';

import { certCases } from './cert-expired.ts';
import { fullDisks } from './full-disks.ts';
import { limitCases } from './limits.ts';

export const resourcesLab: readonly LabCase[] = [...fullDisks, ...limitCases, ...certCases];
