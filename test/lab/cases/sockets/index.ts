import type { LabCase } from '../../case.ts';

import { appNotListening } from './app-not-listening.ts';
import { exposedNotPublished } from './exposed-not-published.ts';
import { loopbackOnlyInsideContainer, loopbackOnlyOnHost } from './loopback-only-inside-container.ts';
import { publishedElsewhere } from './published-elsewhere.ts';
import { listenBacklogOverflow, processHungOrPaused } from './queues.ts';
import { portAllocatedByDocker, portHeldByHostProcess, publishedOnStaleHostIp } from './refused-ports.ts';
import { wrongContainerPort } from './wrong-container-port.ts';

export const socketsLab: readonly LabCase[] = [
  publishedElsewhere,
  loopbackOnlyInsideContainer,
  loopbackOnlyOnHost,
  wrongContainerPort,
  exposedNotPublished,
  appNotListening,
  publishedOnStaleHostIp,
  portAllocatedByDocker,
  portHeldByHostProcess,
  listenBacklogOverflow,
  processHungOrPaused,
];
