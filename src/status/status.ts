import type { HostState } from '../incidents/host-state.ts';
import type { Incident } from '../report/incident.ts';
import type { Asked } from '../report/report.ts';
import type { InEveryLanguage } from '../text/language.ts';

/** How everything stands at one moment: what `/status` and the dashboard draw. Plain data; times are ISO 8601. */
export interface Status {
  readonly at: string;
  /** In the order of the inventory. */
  readonly hosts: readonly HostStatus[];
  /** How many of them are watched. */
  readonly watched: number;
  /** Those that are not resolved, the gravest first, of these the newest. */
  readonly incidents: readonly Incident[];
  /** Of each site that hosts have, in the order of the inventory. */
  readonly sites: readonly SiteStatus[];
  /** What people asked for and what repeats, where anything runs or waits. */
  readonly queues: readonly QueueStatus[];
  /** What people asked for, the longest first. */
  readonly jobs: readonly JobStatus[];
  /** When incidents were brought in line with what is known last; absent before the first time. */
  readonly toldAt?: string;
  /** Where the jobs are, for people; without credentials. */
  readonly store: string;
}

export interface HostStatus {
  readonly name: string;
  readonly site?: string;
  readonly tags: readonly string[];
  /** `unwatched`: no watch covers it, so nothing is known. */
  readonly state: HostState | 'unwatched';
  readonly faults: readonly FaultStatus[];
  /** The last look that saw something; absent before the first. */
  readonly seenAt?: string;
  /** Since when looks see nothing, be it long enough to count or not. */
  readonly unseen?: { readonly since: string; readonly looks: number; readonly because: InEveryLanguage };
  /** The next look should have been over by now. */
  readonly late: boolean;
  /** Nothing new of it is announced. */
  readonly quiet?: { readonly until: string; readonly because: string };
  /** Ferryman is changing it just now. */
  readonly repaired: boolean;
}

export interface FaultStatus {
  readonly severity: 'critical' | 'warning';
  readonly title: InEveryLanguage;
  readonly since: string;
}

export interface SiteStatus {
  /** Absent: of hosts that name none. */
  readonly site?: string;
  /** That take its jobs; absent where the store cannot tell. */
  readonly workers?: number;
}

export interface QueueStatus {
  readonly kind: string;
  readonly site?: string;
  readonly running: number;
  readonly waiting: number;
  /** Since when the next one in line could have begun. */
  readonly waitsSince?: string;
}

export interface JobStatus {
  readonly id: string;
  readonly kind: 'diagnose' | 'logs' | 'follow' | 'fix-plan' | 'fix-apply';
  readonly host?: string;
  readonly container?: string;
  readonly asked?: Asked;
  readonly site?: string;
  /** When it was asked for. */
  readonly since: string;
  readonly running: boolean;
}
