import type { DockerNetwork } from '../facts/docker-networks.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import type { FreeSubnet } from '../model/free-subnet.ts';
import type { BridgeSubnet } from '../model/network.ts';
import type { Views } from '../model/views.ts';
import type { FixOptions, FixPlan } from '../report/fix.ts';
import type { Sayable, Text } from '../text/say.ts';
import type { DockerService, PreparedChange } from './change.ts';
import type { Surroundings } from './surroundings.ts';
import type { UntoldStep } from './untold.ts';

/** All that a planner looks at: the host as it was diagnosed, what is wrong, and where the bridge is to go. */
export interface PlanInput {
  /** Of the change; names its folder on the host. */
  readonly id: string;
  readonly host: string;
  readonly options: FixOptions;
  readonly snapshot: Snapshot;
  readonly views: Pick<Views, 'network' | 'bridges' | 'containers' | 'question' | 'dockerInfo' | 'attempts'> &
    Partial<Pick<Views, 'daemonSetup' | 'dockerService'>>;
  /** All of Docker's networks, whatever their driver. */
  readonly networks: readonly DockerNetwork[];
  /** When the running daemon was started, in seconds since 1970; absent where nothing tells. */
  readonly startedAt?: number;
  /** Of the running daemon: `20.10.24+dfsg1`. */
  readonly version: string;
  /** The bridge that moves. */
  readonly bridge: BridgeSubnet;
  /** Where to. */
  readonly free: FreeSubnet;
  readonly surroundings: Surroundings;
  readonly docker: DockerService;
  readonly undoAfterSeconds: number;
  /** Masks secrets; every text of the file that is shown goes through it. */
  readonly redact: (text: string) => string;
}

type PlanPart = Pick<FixPlan, 'method' | 'bridge' | 'from' | 'to' | 'affected' | 'downtimeSeconds'>;

/** What is particular to a method; `planFix` adds what every plan has (id, times, digest, why the subnet is free, common proofs). */
export interface PlannedFix extends PlanPart, Pick<PreparedChange, 'containers' | 'stopFirst' | 'change'> {
  readonly kind: 'planned';
  /** Only where Docker's configuration file changes. */
  readonly file?: NonNullable<FixPlan['file']>;
  readonly steps: readonly UntoldStep[];
  readonly undoSteps: readonly UntoldStep[];
  /** Beyond those that every plan has. */
  readonly proof: readonly Text[];
  readonly warnings: readonly Text[];
  readonly byHand: readonly Sayable[];
}

export interface Refusal {
  readonly kind: 'refused';
  /** Each a sentence that says what stands in the way. */
  readonly because: readonly Text[];
  readonly next: Text;
  /** The exact steps for a person, where there is a way. */
  readonly byHand: readonly Sayable[];
}

export type Planner = (input: PlanInput) => PlannedFix | Refusal;
