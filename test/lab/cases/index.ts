import type { LabCase } from '../case.ts';

import { applicationsLab } from './applications/index.ts';
import { containersLab } from './containers/index.ts';
import { daemonLab } from './daemon/index.ts';
import { firewallLab } from './firewall/index.ts';
import { genericLab } from './generic/index.ts';
import { healthyLab } from './healthy/index.ts';
import { migrationLab } from './migration/index.ts';
import { namesLab } from './names/index.ts';
import { oddLab } from './odd/index.ts';
import { perimeterLab } from './perimeter/index.ts';
import { resourcesLab } from './resources/index.ts';
import { routingLab } from './routing/index.ts';
import { socketsLab } from './sockets/index.ts';
import { storyLab } from './story/index.ts';

/** Every case, in the order of the catalogue; hosts with nothing wrong last. */
export const labGroups: Readonly<Record<string, readonly LabCase[]>> = {
  story: storyLab,
  routing: routingLab,
  firewall: firewallLab,
  perimeter: perimeterLab,
  sockets: socketsLab,
  names: namesLab,
  containers: containersLab,
  daemon: daemonLab,
  applications: applicationsLab,
  resources: resourcesLab,
  migration: migrationLab,
  generic: genericLab,
  odd: oddLab,
  healthy: healthyLab,
};

export const labCases: readonly LabCase[] = Object.values(labGroups).flat();
