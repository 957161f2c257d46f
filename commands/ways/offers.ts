import type { Inventory } from '../../src/hosts/inventory.ts';
import type { Offered } from '../../src/render/slack/offer.ts';
import { subjectsIn } from './subjects.ts';

/** The hosts of the inventory that a text names, each with what of it. */
export function offersIn(text: string, config: Inventory): Offered[] {
  const { subjects, targets } = subjectsIn(text, config);
  const sure = subjects.filter((subject) => subject.sure);
  return sure.map(({ host, targets: own }) => ({
    host: host.name,
    target: only(own.length > 0 || sure.length > 1 ? own : targets),
  }));
}

/** Of two ports neither is more meant than the other: then it is the whole host. */
function only(targets: readonly string[]): string | undefined {
  return targets.length === 1 ? targets[0] : undefined;
}
