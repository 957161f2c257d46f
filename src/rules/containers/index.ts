import type { Rule } from '../rule.ts';
import { dotnetSharedFrameworkMissing } from './dotnet-shared-framework-missing.ts';
import { noForegroundProcess } from './no-foreground-process.ts';
import { oomKilledMain } from './oom-killed-main.ts';

/** Why a container does not run as it should, in the order of the catalogue. */
export const containersRules: readonly Rule[] = [
  noForegroundProcess,
  oomKilledMain,
  dotnetSharedFrameworkMissing,
];
