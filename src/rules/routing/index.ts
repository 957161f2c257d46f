import type { Rule } from '../rule.ts';
import { autopickShiftedByStaticRoutes } from './autopick-shifted-by-static-routes.ts';
import { bridgeOrVethBroken } from './bridge-or-veth-broken.ts';
import { bridgeOwnsGatewayOrPeerAddress } from './bridge-owns-gateway-or-peer-address.ts';
import { bridgeSubnetContainsHostSubnet } from './bridge-subnet-contains-host-subnet.ts';
import { bridgeSubnetEqualsHostSubnet } from './bridge-subnet-equals-host-subnet.ts';
import { bridgeSubnetShadowsClientNetwork } from './bridge-subnet-shadows-client-network.ts';
import { bridgeSubnetShadowsRemoteService } from './bridge-subnet-shadows-remote-service.ts';
import { connectedRouteDeletedByHand } from './connected-route-deleted-by-hand.ts';
import { dockerAddressPoolsExhausted } from './docker-address-pools-exhausted.ts';
import { dockerNetworkStateSurvivedImageCopy } from './docker-network-state-survived-image-copy.ts';
import { duplicateIp } from './duplicate-ip.ts';
import { ipForwardOff } from './ip-forward-off.ts';
import { ipv6OnlyOrV6Preferred } from './ipv6-only-or-v6-preferred.ts';
import { missingDefaultRoute } from './missing-default-route.ts';
import { mtuBlackhole } from './mtu-blackhole.ts';
import { overlapWithCloudServiceRange } from './overlap-with-cloud-service-range.ts';
import { policyRuleHijack } from './policy-rule-hijack.ts';
import { rpFilterDropsAsymmetric } from './rp-filter-drops-asymmetric.ts';
import { wrongGatewayOrGatewayArpDead } from './wrong-gateway-or-gateway-arp-dead.ts';

/** Routes and addresses, in the order of the catalogue. A bridge that took the gateway's very address comes before its range. */
export const routingRules: readonly Rule[] = [
  bridgeOwnsGatewayOrPeerAddress,
  bridgeSubnetContainsHostSubnet,
  bridgeSubnetEqualsHostSubnet,
  bridgeSubnetShadowsRemoteService,
  bridgeSubnetShadowsClientNetwork,
  overlapWithCloudServiceRange,
  connectedRouteDeletedByHand,
  missingDefaultRoute,
  wrongGatewayOrGatewayArpDead,
  policyRuleHijack,
  rpFilterDropsAsymmetric,
  ipForwardOff,
  bridgeOrVethBroken,
  ipv6OnlyOrV6Preferred,
  dockerAddressPoolsExhausted,
  mtuBlackhole,
  duplicateIp,
  dockerNetworkStateSurvivedImageCopy,
  autopickShiftedByStaticRoutes,
];
