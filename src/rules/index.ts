import { applicationsRules } from './applications/index.ts';
import { containersRules } from './containers/index.ts';
import { daemonRules } from './daemon/index.ts';
import { firewallRules } from './firewall/index.ts';
import { genericRules } from './generic/index.ts';
import { migrationRules } from './migration/index.ts';
import { namesRules } from './names/index.ts';
import { perimeterRules } from './perimeter/index.ts';
import { resourcesRules } from './resources/index.ts';
import { routingRules } from './routing/index.ts';
import { socketsRules } from './sockets/index.ts';
import type { Rule } from './rule.ts';

/** Every rule that runs, in the order of the catalogue: routes, firewall, perimeter, sockets, containers, daemon … */
export const rules: readonly Rule[] = [
  ...routingRules,
  ...firewallRules,
  ...perimeterRules,
  ...socketsRules,
  ...namesRules,
  ...containersRules,
  ...daemonRules,
  ...applicationsRules,
  ...resourcesRules,
  ...migrationRules,
  ...genericRules,
];
