import { appNotListening } from './app-not-listening.ts';
import { bridgeSubnetContainsHostSubnet } from './bridge-subnet-contains-host-subnet.ts';
import { bridgeSubnetEqualsHostSubnet } from './bridge-subnet-equals-host-subnet.ts';
import { bridgeSubnetShadowsRemoteService } from './bridge-subnet-shadows-remote-service.ts';
import { connectedRouteDeletedByHand } from './connected-route-deleted-by-hand.ts';
import { daemonJsonInvalid } from './daemon-json-invalid.ts';
import { dockerNotRunning } from './docker-not-running.ts';
import { dotnetSharedFrameworkMissing } from './dotnet-shared-framework-missing.ts';
import { exposedNotPublished } from './exposed-not-published.ts';
import { forwardDropWithoutDockerRules } from './forward-drop-without-docker-rules.ts';
import { ipForwardOff } from './ip-forward-off.ts';
import { loopbackOnlyInsideContainer } from './loopback-only-inside-container.ts';
import { noForegroundProcess } from './no-foreground-process.ts';
import { oomKilledMain } from './oom-killed-main.ts';
import { publishedOnLoopbackOrOtherHostIp } from './published-on-loopback-or-other-host-ip.ts';
import type { Rule } from './rule.ts';
import { securityGroupNotBoundOrNoRule } from './security-group-not-bound-or-no-rule.ts';
import { wrongContainerPort } from './wrong-container-port.ts';

/** Every rule that runs, in the order of the catalogue: routes, firewall, perimeter, sockets, containers, daemon. */
export const rules: readonly Rule[] = [
  bridgeSubnetContainsHostSubnet,
  bridgeSubnetEqualsHostSubnet,
  bridgeSubnetShadowsRemoteService,
  connectedRouteDeletedByHand,
  ipForwardOff,
  forwardDropWithoutDockerRules,
  securityGroupNotBoundOrNoRule,
  loopbackOnlyInsideContainer,
  publishedOnLoopbackOrOtherHostIp,
  wrongContainerPort,
  exposedNotPublished,
  appNotListening,
  noForegroundProcess,
  oomKilledMain,
  dotnetSharedFrameworkMissing,
  dockerNotRunning,
  daemonJsonInvalid,
];
