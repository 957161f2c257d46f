import type { LabCase } from '../../case.ts';

import {
  bridgeSubnetContainsHostSubnet,
  bridgeSubnetContainsHostSubnetAfterImageCopy,
} from './bridge-subnet-contains-host-subnet.ts';
import { bridgeSubnetEqualsHostSubnet } from './bridge-subnet-equals-host-subnet.ts';
import { bridgeSubnetShadowsRemoteService } from './bridge-subnet-shadows-remote-service.ts';
import { bridgeOrVethBroken, dockerAddressPoolsExhausted, ipv6Only, ipv6OnlyOnHost } from './bridges.ts';
import { connectedRouteDeletedByHand } from './connected-route-deleted-by-hand.ts';
import { gatewayArpDead, gatewayIsNone, missingDefaultRoute } from './gateways.ts';
import { ipForwardOff } from './ip-forward-off.ts';
import { policyRuleHijack, policyRuleHijackOfHost, rpFilterDropsAsymmetric } from './policies.ts';
import {
  bridgeOwnsGatewayOrPeerAddress,
  bridgeSubnetInsideHostSubnet,
  bridgeSubnetShadowsClientNetwork,
  bridgeSubnetShadowsServiceInside,
  overlapWithCloudServiceRange,
} from './shadows.ts';
import { duplicateIp, mtuBlackhole } from './wire.ts';

export const routingLab: readonly LabCase[] = [
  bridgeSubnetContainsHostSubnet,
  bridgeSubnetContainsHostSubnetAfterImageCopy,
  bridgeSubnetEqualsHostSubnet,
  bridgeSubnetShadowsRemoteService,
  bridgeSubnetInsideHostSubnet,
  bridgeSubnetShadowsClientNetwork,
  bridgeSubnetShadowsServiceInside,
  bridgeOwnsGatewayOrPeerAddress,
  overlapWithCloudServiceRange,
  connectedRouteDeletedByHand,
  missingDefaultRoute,
  gatewayArpDead,
  gatewayIsNone,
  policyRuleHijack,
  policyRuleHijackOfHost,
  rpFilterDropsAsymmetric,
  ipForwardOff,
  bridgeOrVethBroken,
  ipv6Only,
  ipv6OnlyOnHost,
  dockerAddressPoolsExhausted,
  mtuBlackhole,
  duplicateIp,
];
