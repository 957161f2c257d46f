import type { Rule } from '../rule.ts';
import { bridgeSubnetContainsHostSubnet } from './bridge-subnet-contains-host-subnet.ts';
import { bridgeSubnetEqualsHostSubnet } from './bridge-subnet-equals-host-subnet.ts';
import { bridgeSubnetShadowsRemoteService } from './bridge-subnet-shadows-remote-service.ts';
import { connectedRouteDeletedByHand } from './connected-route-deleted-by-hand.ts';
import { ipForwardOff } from './ip-forward-off.ts';

/** Routes and addresses, in the order of the catalogue. */
export const routingRules: readonly Rule[] = [
  bridgeSubnetContainsHostSubnet,
  bridgeSubnetEqualsHostSubnet,
  bridgeSubnetShadowsRemoteService,
  connectedRouteDeletedByHand,
  ipForwardOff,
];
