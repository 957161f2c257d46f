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
export const siteKinds = [
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
export const sharedKinds = [deskJobs, digestJobs] as const;
