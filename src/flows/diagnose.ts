import type { Snapshot } from '../facts/snapshot.ts';
import type { Host } from '../hosts/host.ts';
import type { Asked, Report } from '../report/report.ts';

export interface DiagnoseRequest {
  readonly host: Host;
  readonly asked?: Asked;
}

/** What a run is doing, for people who wait; told in this order, each at most once. */
export type Stage = 'connecting' | 'reading' | 'trying-ports' | 'reasoning';

export interface Diagnosis {
  readonly report: Report;
  /** Absent where the host could not be reached. */
  readonly snapshot?: Snapshot;
}
