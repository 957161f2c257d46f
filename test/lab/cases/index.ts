import type { LabCase } from '../case.ts';

import { appNotListening } from './app-not-listening.ts';
import {
  bridgeSubnetContainsHostSubnet,
  bridgeSubnetContainsHostSubnetAfterImageCopy,
} from './bridge-subnet-contains-host-subnet.ts';
import { bridgeSubnetEqualsHostSubnet } from './bridge-subnet-equals-host-subnet.ts';
import { bridgeSubnetShadowsRemoteService } from './bridge-subnet-shadows-remote-service.ts';
import { connectedRouteDeletedByHand } from './connected-route-deleted-by-hand.ts';
import { daemonJsonInvalid } from './daemon-json-invalid.ts';
import { dockerNotRunning } from './docker-not-running.ts';
import { dotnetCases } from './dotnet-shared-framework-missing.ts';
import { exposedNotPublished } from './exposed-not-published.ts';
import { forwardDropWithoutDockerRules } from './forward-drop-without-docker-rules.ts';
import { healthyCases } from './healthy.ts';
import { ipForwardOff } from './ip-forward-off.ts';
import { loopbackOnlyInsideContainer } from './loopback-only-inside-container.ts';
import { noForegroundProcess } from './no-foreground-process.ts';
import { oomKilledMain } from './oom-killed-main.ts';
import { publishedElsewhere } from './published-elsewhere.ts';
import { securityGroup } from './security-group.ts';
import { story, storyRouteDeleted } from './story.ts';
import { waysIn } from './ways-in.ts';
import { wrongContainerPort } from './wrong-container-port.ts';

export const labCases: readonly LabCase[] = [
  story,
  storyRouteDeleted,
  bridgeSubnetEqualsHostSubnet,
  bridgeSubnetContainsHostSubnet,
  bridgeSubnetContainsHostSubnetAfterImageCopy,
  bridgeSubnetShadowsRemoteService,
  connectedRouteDeletedByHand,
  ipForwardOff,
  forwardDropWithoutDockerRules,
  securityGroup,
  publishedElsewhere,
  loopbackOnlyInsideContainer,
  wrongContainerPort,
  exposedNotPublished,
  appNotListening,
  ...dotnetCases,
  noForegroundProcess,
  oomKilledMain,
  daemonJsonInvalid,
  dockerNotRunning,
  ...waysIn,
  ...healthyCases,
];
