import { FerrymanError } from '../src/errors.ts';
import type { Thread } from '../src/notify/notifier.ts';
import { type LogsJob, logsJobs, type LogsResult } from '../src/queue/logs-job.ts';
import type { ActiveJob } from '../src/queue/queue.ts';
import { logWordsFor } from '../src/render/logs-words.ts';
import { renderJoined, renderNote } from '../src/render/slack/notes.ts';
import { readerOf } from '../src/text/reader.ts';
import type { Place } from './log-place.ts';
import type { LogsDeps } from './logs.ts';
import { wordingOf } from './logs-wording.ts';

/** A worker of the container's own site goes on in the same message. */
export async function handOver(
  job: ActiveJob<LogsJob>,
  thread: Thread,
  { host, id, name, earlier, notAsked }: Place,
  deps: LogsDeps,
): Promise<LogsResult> {
  const { notifier, queue, logger } = deps;
  const data: LogsJob = {
    ...job.data,
    container: name,
    host: host.name,
    containerId: id,
    begun: { thread, earlier: [...earlier], notAsked: [...notAsked] },
  };
  try {
    const asking = await queue.ask(logsJobs, { jobId: job.id, site: host.site, job: data });
    logger.info({ site: host.site, host: host.name, outcome: asking.kind }, 'handed over');
    // Who cancelled it meanwhile has stopped the job that is over now.
    const { stopped } = await job.latest();
    if (stopped !== undefined && asking.kind === 'queued')
      await queue.amend(logsJobs, { jobId: job.id, site: host.site }, { stopped });
    if (asking.kind === 'joined') {
      const { thread: other, permalink } = asking.progress;
      const link = permalink ?? (other && (await notifier.permalink(other)));
      const reader = readerOf(data.language);
      const words = logWordsFor(reader);
      const running = words.alreadyRead(words.target(name, host.name));
      await notifier.edit(
        thread,
        link === undefined ? renderNote(running) : renderJoined(running, link, reader),
      );
    }
  } catch (error) {
    if (!(error instanceof FerrymanError)) throw error;
    logger.error({ err: error }, 'not handed over');
    await notifier.edit(thread, wordingOf(data).failure({ sentence: error.sentence, next: error.advice }));
    return { outcome: 'not-answered' };
  }
  return { outcome: 'handed-over' };
}
