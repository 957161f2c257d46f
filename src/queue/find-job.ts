import { z } from 'zod';
import { FoundContainers } from '../report/found-container.ts';
import { LANGUAGES } from '../text/language.ts';
import type { JobKind } from './job-kind.ts';

/** A worker of one site asks those of another whether they know a container. Nobody sees it; who asked waits two seconds. */
const FindJob = z.object({
  container: z.string().min(1),
  traceId: z.string(),
  /** Of why a host could not be asked. Default: English. */
  language: z.enum(LANGUAGES).optional(),
});
export type FindJob = z.infer<typeof FindJob>;

export const findJobs: JobKind<FindJob, FoundContainers> = {
  name: 'find',
  job: FindJob,
  result: FoundContainers,
  keyOf: () => undefined,
};
