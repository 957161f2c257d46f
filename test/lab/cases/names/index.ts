import type { LabCase } from '../../case.ts';

export const namesLab: readonly LabCase[] = [];
