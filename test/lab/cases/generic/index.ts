import type { LabCase } from '../../case.ts';

export const genericLab: readonly LabCase[] = [];
