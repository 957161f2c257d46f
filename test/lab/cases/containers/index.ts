import type { LabCase } from '../../case.ts';

import { dotnetCases } from './dotnet-shared-framework-missing.ts';
import { endedFromOutsideCases } from './ended-from-outside.ts';
import { lastWordsCases } from './last-words.ts';
import { noForegroundProcess } from './no-foreground-process.ts';
import { notStartedCases } from './not-started.ts';
import { oomKilledMain } from './oom-killed-main.ts';

export const containersLab: readonly LabCase[] = [
  ...notStartedCases,
  ...lastWordsCases,
  ...dotnetCases,
  noForegroundProcess,
  oomKilledMain,
  ...endedFromOutsideCases,
];
