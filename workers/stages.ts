/** Shows each stage of a flow once, with those that are over before it; a flow may tell one again while it waits. */
export function stages<Stage>(show: (done: Stage[], current: Stage) => void): (stage: Stage) => void {
  const over = new Set<Stage>();
  let current: Stage | undefined;
  return (stage) => {
    if (stage === current) return;
    if (current !== undefined) over.add(current);
    over.delete(stage);
    current = stage;
    show([...over], stage);
  };
}
