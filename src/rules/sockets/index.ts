import type { Rule } from '../rule.ts';
import { appNotListening } from './app-not-listening.ts';
import { exposedNotPublished } from './exposed-not-published.ts';
import { listenBacklogOverflow } from './listen-backlog-overflow.ts';
import { loopbackOnlyInsideContainer } from './loopback-only-inside-container.ts';
import { portAllocatedByDocker } from './port-allocated-by-docker.ts';
import { portHeldByHostProcess } from './port-held-by-host-process.ts';
import { processHungOrPaused } from './process-hung-or-paused.ts';
import { publishedOnLoopbackOrOtherHostIp } from './published-on-loopback-or-other-host-ip.ts';
import { publishedOnStaleHostIp } from './published-on-stale-host-ip.ts';
import { wrongContainerPort } from './wrong-container-port.ts';
import { wrongSchemeOrHostHeader } from './wrong-scheme-or-host-header.ts';

/** Ports and who listens on them, in the order of the catalogue. */
export const socketsRules: readonly Rule[] = [
  loopbackOnlyInsideContainer,
  publishedOnLoopbackOrOtherHostIp,
  publishedOnStaleHostIp,
  wrongContainerPort,
  exposedNotPublished,
  portAllocatedByDocker,
  portHeldByHostProcess,
  appNotListening,
  listenBacklogOverflow,
  processHungOrPaused,
  wrongSchemeOrHostHeader,
];
