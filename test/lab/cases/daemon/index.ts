import type { LabCase } from '../../case.ts';

import { daemonJsonInvalid } from './daemon-json-invalid.ts';
import { dockerNotRunning } from './docker-not-running.ts';

export const daemonLab: readonly LabCase[] = [daemonJsonInvalid, dockerNotRunning];
