import type { LabCase } from '../../case.ts';

import { healthyContainers } from './containers.ts';
import { healthyApplications } from './applications.ts';
import { healthyDaemons } from './daemon.ts';
import { healthyFirewall } from './firewall.ts';
import { healthyGeneric } from './generic.ts';
import { healthyCases } from './healthy.ts';
import { healthyMigration } from './migration.ts';
import { healthyResources } from './resources.ts';
import { healthyNames } from './names.ts';
import { healthyRouting } from './routing.ts';
import { healthySockets } from './sockets.ts';

export const healthyLab: readonly LabCase[] = [
  ...healthyCases,
  ...healthyContainers,
  ...healthyDaemons,
  ...healthyFirewall,
  ...healthyGeneric,
  ...healthyRouting,
  ...healthySockets,
  ...healthyNames,
  ...healthyApplications,
  ...healthyResources,
  ...healthyMigration,
];
