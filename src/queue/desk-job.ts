import { z } from 'zod';
import type { JobKind } from './job-kind.ts';

const DeskJob = z.object({ traceId: z.string() });
export type DeskJob = z.infer<typeof DeskJob>;

/** Compares what is known of the watched hosts with what people were told. One for the whole store, whatever its sites. */
export const deskJobs: JobKind<DeskJob, null> = {
  name: 'desk',
  job: DeskJob,
  result: z.null(),
  keyOf: () => 'desk',
};
