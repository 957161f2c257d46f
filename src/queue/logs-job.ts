import { z } from 'zod';
import { FoundContainer, NotAsked } from '../report/found-container.ts';
import { LogQuery } from '../report/logs.ts';
import { Verdict } from '../report/report.ts';
import { Asked, audienceOf, type JobKind, Stopped, Thread } from './job-kind.ts';

const LogsJob = z.object({
  ...Asked.shape,
  /** As it was typed: the name of a container, of a service or of a stack. */
  container: z.string().min(1),
  /** A name of the inventory; absent where the worker has to find the container. */
  host: z.string().min(1).optional(),
  /** Known where somebody chose from what was found. */
  containerId: z.string().optional(),
  query: LogQuery,
  followMs: z.number().optional(),
  /** The question as it was put: "since 30m" is the same question half a minute later, though its times differ. */
  question: z.string(),
  /** Somebody cancelled it while it waited or ran. */
  stopped: Stopped.optional(),
  /** What the worker of another site has done already, when it found that the container is here. */
  begun: z
    .object({ thread: Thread, earlier: z.array(FoundContainer), notAsked: z.array(NotAsked) })
    .optional(),
});
export type LogsJob = z.infer<typeof LogsJob>;

const LogsResult = z.object({
  /** `asked-back`: several containers or none, so the next move is a person's. `handed-over`: a worker of another site goes on. */
  outcome: z.enum(['answered', 'not-answered', 'not-delivered', 'asked-back', 'handed-over', 'cancelled']),
  verdict: Verdict.optional(),
});
export type LogsResult = z.infer<typeof LogsResult>;

export const logsJobs: JobKind<LogsJob, LogsResult> = {
  name: 'logs',
  job: LogsJob,
  result: LogsResult,
  keyOf: ({ host, containerId, container, question, where }) =>
    // An answer into a thread serves that thread alone.
    JSON.stringify([
      host ?? null,
      containerId ?? container,
      question,
      where.threadTs ?? null,
      audienceOf(where),
    ]),
};
