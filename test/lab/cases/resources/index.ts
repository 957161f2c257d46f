import type { LabCase } from '../../case.ts';

export const resourcesLab: readonly LabCase[] = [];
