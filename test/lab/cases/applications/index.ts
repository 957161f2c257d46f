import type { LabCase } from '../../case.ts';

import { connectionCases } from './connections.ts';
import { sayingCases } from './sayings.ts';

export const applicationsLab: readonly LabCase[] = [...connectionCases, ...sayingCases];
