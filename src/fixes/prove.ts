import type { Snapshot } from '../facts/snapshot.ts';
import { readModel } from '../model/read-model.ts';
import type { Model } from '../model/views.ts';
import type { FixPlan } from '../report/fix.ts';
import { proveBridge } from './proofs/bridge.ts';
import { proveContainers } from './proofs/containers.ts';
import { proveNeeds } from './proofs/needs.ts';
import { proveOverlapGone } from './proofs/overlap.ts';
import { provePorts } from './proofs/ports.ts';
import type { UntoldProof } from './untold.ts';

/** Two looks at one host: before the change, and after it. */
export interface Compared {
  readonly plan: FixPlan;
  readonly before: Model;
  readonly after: Model;
  /** Of the look after the change, with what was tried then. */
  readonly taken: Snapshot;
}

/**
 * Whether the host is as the plan says that it should be: pure. What could not be looked at is not proven, and says why. `plan.to` is
 * what the bridge should have now; for a `revert` that is the old subnet, and everything else has to be as it was before.
 */
export function prove(before: Snapshot, after: Snapshot, plan: FixPlan): readonly UntoldProof[] {
  const { port } = plan.options;
  const question = port === undefined ? {} : { port };
  const compared: Compared = {
    plan,
    before: readModel(before, question),
    after: readModel(after, question),
    taken: after,
  };
  return [
    ...proveBridge(compared),
    ...proveOverlapGone(compared),
    ...proveContainers(compared),
    ...provePorts(compared),
    ...proveNeeds(compared),
  ];
}
