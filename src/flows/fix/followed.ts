import type { Snapshot } from '../../facts/snapshot.ts';
import type { Host } from '../../hosts/host.ts';
import { FixPlan } from '../../report/fix.ts';
import type { HostLine } from './host-line.ts';
import { readStored } from './on-host.ts';
import { readStoredSnapshot } from './stored.ts';

/** A change, and how its host is asked about it. */
export interface Followed {
  readonly host: Host;
  readonly id: string;
  readonly fence: number;
  readonly line: HostLine;
  /** Known to whoever began the change; otherwise read from the host. */
  readonly plan?: FixPlan;
  readonly before?: Snapshot;
}

/** With what the host keeps of it, where this run does not know it; undefined where that cannot be read. */
export async function withPlan(
  followed: Followed,
  forMs: number,
): Promise<(Followed & { plan: FixPlan; before: Snapshot }) | undefined> {
  const { id, line } = followed;
  if (followed.plan !== undefined && followed.before !== undefined) {
    return { ...followed, plan: followed.plan, before: followed.before };
  }
  const [plan, before] = [
    await line.insist((shell) => readStored(shell, id, 'plan.json'), forMs),
    await line.insist((shell) => readStoredSnapshot(shell, id), forMs),
  ];
  if (plan === undefined || before === undefined) return undefined;
  const read = FixPlan.safeParse(jsonOf(plan));
  return read.success ? { ...followed, plan: read.data, before } : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
