import type { LabCase } from '../../case.ts';

import { configurationCases } from './configuration.ts';
import { daemonJsonInvalid } from './daemon-json-invalid.ts';
import { dockerNotRunning } from './docker-not-running.ts';
import { programCases } from './programs.ts';
import { runningCases } from './running.ts';

export const daemonLab: readonly LabCase[] = [
  daemonJsonInvalid,
  dockerNotRunning,
  ...configurationCases,
  ...programCases,
  ...runningCases,
];
