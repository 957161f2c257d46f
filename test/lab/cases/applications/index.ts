import type { LabCase } from '../../case.ts';

export const applicationsLab: readonly LabCase[] = [];
