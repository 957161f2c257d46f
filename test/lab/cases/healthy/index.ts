import type { LabCase } from '../../case.ts';

import { healthyCases } from './healthy.ts';

export const healthyLab: readonly LabCase[] = [...healthyCases];
