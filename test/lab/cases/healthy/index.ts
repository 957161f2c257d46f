import type { LabCase } from '../../case.ts';

import { healthyCases } from './healthy.ts';
import { healthyRouting } from './routing.ts';

export const healthyLab: readonly LabCase[] = [...healthyCases, ...healthyRouting];
