import type { LabCase } from '../../case.ts';

import { beyondCases } from './beyond.ts';
import { securityGroup } from './security-group.ts';

export const perimeterLab: readonly LabCase[] = [securityGroup, ...beyondCases];
