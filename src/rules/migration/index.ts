import type { Rule } from '../rule.ts';
import { bakedIpOrHostname } from './baked-ip-or-hostname.ts';
import { cpuFeatureDowngrade } from './cpu-feature-downgrade.ts';
import { fstabUuid } from './fstab-uuid.ts';
import { nicRenamed } from './nic-renamed.ts';
import { regionInternalMirror } from './region-internal-mirror.ts';
import { staticNetworkConfig } from './static-network-config.ts';
import { swarmAddressChanged } from './swarm-address-changed.ts';

/** What a copy of a disk image brings along from the old place, in the order of the catalogue. */
export const migrationRules: readonly Rule[] = [
  bakedIpOrHostname,
  nicRenamed,
  fstabUuid,
  regionInternalMirror,
  staticNetworkConfig,
  swarmAddressChanged,
  cpuFeatureDowngrade,
];
