import type { FixStage } from '../src/flows/fix/run.ts';

/** Shows each stage of a flow once, with those that are over before it; a flow may tell one again while it waits. */
export function stages(show: (done: FixStage[], current: FixStage) => void): (stage: FixStage) => void {
  const over = new Set<FixStage>();
  let current: FixStage | undefined;
  return (stage) => {
    if (stage === current) return;
    if (current !== undefined) over.add(current);
    over.delete(stage);
    current = stage;
    show([...over], stage);
  };
}
