import { z } from 'zod';
import type { JobKind } from './job-kind.ts';

const DigestJob = z.object({ traceId: z.string() });
export type DigestJob = z.infer<typeof DigestJob>;

/** Sees whether the digest of today is to be told, or told again where that failed. One for the whole store, beside the desk, which never waits for it. */
export const digestJobs: JobKind<DigestJob, null> = {
  name: 'digest',
  job: DigestJob,
  result: z.null(),
  keyOf: () => 'digest',
};
