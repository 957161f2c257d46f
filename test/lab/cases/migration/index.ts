import type { LabCase } from '../../case.ts';

export const migrationLab: readonly LabCase[] = [];
