import type { PlanInput } from '../plan-input.ts';
import type { Obstacle } from '../refusal.ts';
import { fileObstacles } from './config-file.ts';
import { flagObstacles } from './daemon-flags.ts';
import { restartObstacles } from './restart.ts';

/** Everything that stands in the way of changing Docker's configuration file and restarting it. */
export function configRefusals(input: PlanInput): readonly Obstacle[] {
  return [...flagObstacles(input), ...fileObstacles(input), ...restartObstacles(input)];
}
