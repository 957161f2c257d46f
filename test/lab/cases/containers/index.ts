import type { LabCase } from '../../case.ts';

import { dotnetCases } from './dotnet-shared-framework-missing.ts';
import { noForegroundProcess } from './no-foreground-process.ts';
import { oomKilledMain } from './oom-killed-main.ts';

export const containersLab: readonly LabCase[] = [...dotnetCases, noForegroundProcess, oomKilledMain];
