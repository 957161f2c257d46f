import type { Flows } from '../../workers/index.ts';
import type { Tracing } from '../tracing/tracing.ts';

/** The same flows, with a span for each stage that they tell. */
export function traceStages(flows: Flows, { stages }: Pick<Tracing, 'stages'>): Flows {
  return {
    ...flows,
    diagnose: (request, run) =>
      stages((stage) => flows.diagnose(request, { ...run, onStage: both(run.onStage, stage) })),
    readLogs: (request, run) =>
      stages((stage) => flows.readLogs(request, { ...run, onStage: both(run.onStage, stage) })),
    planFix: (request, run) =>
      stages((stage) => flows.planFix(request, { ...run, onStage: both(run.onStage, stage) })),
    planRevert: (request, run) =>
      stages((stage) => flows.planRevert(request, { ...run, onStage: both(run.onStage, stage) })),
    applyFix: (request, run) =>
      stages((stage) => flows.applyFix(request, { ...run, onStage: both(run.onStage, stage) })),
    reconcileFix: (request, run) =>
      stages((stage) => flows.reconcileFix(request, { ...run, onStage: both(run.onStage, stage) })),
  };
}

function both<Stage>(one: (stage: Stage) => void, other: (stage: Stage) => void): (stage: Stage) => void {
  return (stage) => {
    one(stage);
    other(stage);
  };
}
