import type { LabCase } from '../../case.ts';

import { sayingCases } from './sayings.ts';

export const applicationsLab: readonly LabCase[] = [...sayingCases];
