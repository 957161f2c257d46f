import type { Rule } from '../rule.ts';
import { dbEndpointOfOtherRegionOrVpc } from './db-endpoint-of-other-region-or-vpc.ts';
import { dbWhitelistStillListsOldIp } from './db-whitelist-still-lists-old-ip.ts';
import { networkAclOrCloudFirewall } from './network-acl-or-cloud-firewall.ts';
import { noPublicEgress } from './no-public-egress.ts';
import { portOutsideAllowedRange } from './port-outside-allowed-range.ts';
import { securityGroupNotBoundOrNoRule } from './security-group-not-bound-or-no-rule.ts';

/** What stands between the host and the rest of the world, in the order of the catalogue. */
export const perimeterRules: readonly Rule[] = [
  securityGroupNotBoundOrNoRule,
  portOutsideAllowedRange,
  dbWhitelistStillListsOldIp,
  noPublicEgress,
  dbEndpointOfOtherRegionOrVpc,
  networkAclOrCloudFirewall,
];
