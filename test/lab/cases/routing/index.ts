import type { LabCase } from '../../case.ts';

import {
  bridgeSubnetContainsHostSubnet,
  bridgeSubnetContainsHostSubnetAfterImageCopy,
} from './bridge-subnet-contains-host-subnet.ts';
import { bridgeSubnetEqualsHostSubnet } from './bridge-subnet-equals-host-subnet.ts';
import { bridgeSubnetShadowsRemoteService } from './bridge-subnet-shadows-remote-service.ts';
import { connectedRouteDeletedByHand } from './connected-route-deleted-by-hand.ts';
import { ipForwardOff } from './ip-forward-off.ts';

export const routingLab: readonly LabCase[] = [
  bridgeSubnetContainsHostSubnet,
  bridgeSubnetContainsHostSubnetAfterImageCopy,
  bridgeSubnetEqualsHostSubnet,
  bridgeSubnetShadowsRemoteService,
  connectedRouteDeletedByHand,
  ipForwardOff,
];
