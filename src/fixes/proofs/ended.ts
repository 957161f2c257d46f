import { mayEnd } from '../affected.ts';
import type { Container } from '../../model/containers.ts';
import { valueOr } from '../../model/known.ts';
import type { Compared } from '../prove.ts';

/** Containers that ended meanwhile, their work done: where Docker runs on nobody stops one, and it said no error. */
export function ended({ plan, before, after }: Omit<Compared, 'taken'>): readonly Container[] {
  if (plan.file !== undefined) return [];
  const now = new Map(valueOr(after.containers, []).map((container) => [container.id, container]));
  return valueOr(before.containers, []).filter((container) => {
    const state = now.get(container.id)?.inspect.state;
    return container.running && mayEnd(container) && state?.status === 'exited' && state.exitCode === 0;
  });
}
