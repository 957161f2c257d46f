import type { Logger } from 'pino';
import { FerrymanError } from '../src/errors.ts';
import type { Thread } from '../src/notify/notifier.ts';
import { followJobs } from '../src/queue/follow-job.ts';
import type { LogsJob } from '../src/queue/logs-job.ts';
import type { ActiveJob, JobQueue } from '../src/queue/queue.ts';
import { asDiagnosis } from '../src/render/logs-report.ts';
import { logWordsFor } from '../src/render/logs-words.ts';
import { logFile } from '../src/render/slack/logs.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import type { LogReport } from '../src/report/logs.ts';
import { readerOf } from '../src/text/reader.ts';
import { sentences } from '../src/text/say.ts';
import { postEvidence } from './diagnose.ts';
import type { Place } from './log-place.ts';
import { repliesOf, type ThreadDeps } from './thread.ts';

interface ReplyDeps extends ThreadDeps {
  readonly queue: Pick<JobQueue, 'ask'>;
  readonly logger: Logger;
}

/** The lines themselves, all evidence, and what follows; the card stands whatever becomes of them. */
export async function postBelow(
  job: ActiveJob<LogsJob>,
  thread: Thread,
  { report, place }: { readonly report: LogReport; readonly place: Place },
  deps: ReplyDeps,
): Promise<void> {
  const replies = repliesOf(job, thread);
  const reader = readerOf(job.data.language);
  const file = logFile(report, { stamp: stampOf(job), reader });
  try {
    if (file !== undefined) await deps.notifier.upload(replies, file);
  } catch (error) {
    deps.logger.error({ err: error }, 'the file was not sent');
    const because =
      error instanceof FerrymanError
        ? error.sentence
        : error instanceof Error
          ? error.message
          : String(error);
    const said = sentences(logWordsFor(reader).noFile, because);
    await deps.notifier
      .post(replies, { job: job.id, part: 'no-file' }, renderNote(reader.tell(said)))
      .catch(() => undefined);
  }
  try {
    if (report.causes.length > 0) await postEvidence(job, thread, asDiagnosis(report), deps);
    if (job.data.followMs !== undefined) await follow(job, replies.threadTs, place, deps);
  } catch (error) {
    deps.logger.error({ err: error }, 'not all replies were posted');
  }
}

/** The same for every start of the job, and no other job's. */
function stampOf({ id, data }: ActiveJob<LogsJob>): string {
  return `${data.requestedAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-${id.slice(-6)}`;
}

async function follow(
  job: ActiveJob<LogsJob>,
  threadTs: string,
  { host, id, name }: Place,
  { queue, clock }: ReplyDeps,
): Promise<void> {
  const { followMs = 0, query, where, requestedBy, traceId, language, sealedReplyUrl } = job.data;
  const { grep, onlyErrors } = query;
  await queue.ask(followJobs, {
    jobId: `${job.id}-follow`,
    site: host.site,
    job: {
      host: host.name,
      container: name,
      containerId: id,
      query: {
        ...(grep === undefined ? {} : { grep }),
        ...(onlyErrors === undefined ? {} : { onlyErrors }),
      },
      forMs: followMs,
      requestedBy,
      traceId,
      ...(language === undefined ? {} : { language }),
      where: { channelId: where.channelId, threadTs },
      requestedAt: new Date(clock()).toISOString(),
      ...(sealedReplyUrl === undefined ? {} : { sealedReplyUrl }),
    },
  });
}
