import { affectedBy, downtimeOf, running, steady } from './affected.ts';
import type { PlanInput, PlannedFix } from './plan-input.ts';

/** What a restart of Docker means for the containers that run, whichever way its file changes. */
export function overRestart({
  bridge,
  surroundings,
  views,
}: PlanInput): Pick<PlannedFix, 'bridge' | 'affected' | 'downtimeSeconds' | 'containers' | 'stopFirst'> {
  const containers = running(views.containers);
  const stopFirst = views.dockerInfo.liveRestore === true && containers.length > 0;
  // Who was stopped first has to be started, too.
  const back = stopFirst ? containers : steady(containers, views.question.now);
  return {
    bridge: { device: bridge.device, network: bridge.network },
    affected: containers.map((container) => affectedBy(container, bridge)),
    downtimeSeconds: downtimeOf(containers, surroundings),
    containers: back.map(({ id, name }) => ({ id, name })),
    stopFirst,
  };
}
