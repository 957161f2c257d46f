import { deskJobs } from './desk-job.ts';
import { diagnoseJobs } from './diagnose-job.ts';
import { digestJobs } from './digest-job.ts';
import { findJobs } from './find-job.ts';
import { fixApplyJobs } from './fix-apply-job.ts';
import { fixLookJobs } from './fix-look-job.ts';
import { fixPlanJobs } from './fix-plan-job.ts';
import { followJobs } from './follow-job.ts';
import { logsJobs } from './logs-job.ts';
import { watchJobs } from './watch-job.ts';

/** Kinds of jobs of which each site has a queue. */
const siteKinds = [
  diagnoseJobs,
  logsJobs,
  followJobs,
  fixPlanJobs,
  fixApplyJobs,
  fixLookJobs,
  findJobs,
  watchJobs,
] as const;

/** Kinds of which there is one queue for all sites. */
const sharedKinds = [deskJobs, digestJobs] as const;

/** Every queue that there is where hosts are of these sites. */
export function queuesOf(sites: readonly (string | undefined)[]) {
  return [
    ...siteKinds.flatMap((kind) => sites.map((site) => ({ kind, site }))),
    ...sharedKinds.map((kind) => ({ kind, site: undefined })),
  ];
}
