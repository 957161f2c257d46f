import { FerrymanError } from '../src/errors.ts';
import type { LogsRequest, LogsStage } from '../src/flows/logs/read-logs.ts';
import { cancelValue } from '../src/notify/cancel-value.ts';
import type { LogsJob, LogsResult } from '../src/queue/logs-job.ts';
import type { ActiveJob, JobQueue, KnownJob } from '../src/queue/queue.ts';
import type { LogStage } from '../src/render/logs-words.ts';
import { renderChoice } from '../src/render/slack/logs-choice.ts';
import { type LogProgress, renderLogProgress } from '../src/render/slack/logs-progress.ts';
import { renderLogs } from '../src/render/slack/logs.ts';
import { renderLogsCancelled } from '../src/render/slack/operations-cancelled.ts';
import type { FoundContainers } from '../src/report/found-container.ts';
import type { LogReport } from '../src/report/logs.ts';
import type { Language } from '../src/text/language.ts';
import { english, readerOf } from '../src/text/reader.ts';
import { say } from '../src/text/say.ts';
import { foundBy } from './find.ts';
import { locate, type LocateDeps, type Place } from './log-place.ts';
import { postBelow } from './log-replies.ts';
import { handOver } from './hand-over-log.ts';
import { openMessage } from './job-message.ts';
import { askedOf, wordingOf } from './logs-wording.ts';
import { runStoppable } from './run-stoppable.ts';
import { servedBy } from './served-by.ts';
import { stages } from './stages.ts';
import { cancelledInLine, stopWatch } from './stop-watch.ts';
import { giveUp, takenAway, tellCancelled, type ThreadDeps } from './thread.ts';

export interface LogsRunHere {
  readonly onStage: (stage: LogsStage) => void;
  readonly signal: AbortSignal;
  readonly language?: Language;
}

export type ReadLogs = (request: LogsRequest, run: LogsRunHere) => Promise<LogReport>;

export interface LogsDeps extends ThreadDeps, Omit<LocateDeps, 'queue'> {
  readonly readLogs: ReadLogs;
  readonly queue: Pick<JobQueue, 'ask' | 'amend' | 'call' | 'hasWorker'>;
  readonly deadlineMs: number;
  /** The bot's, with which buttons are signed. */
  readonly token: string;
  /** What people call this worker. */
  readonly worker?: string;
  /** Milliseconds between two looks whether somebody has cancelled it. */
  readonly askMs?: number;
}

/** What came of a question, before it is shown. */
type Answer =
  | { readonly kind: 'read'; readonly report: LogReport; readonly place: Place }
  | { readonly kind: 'asked-back'; readonly found: FoundContainers }
  | { readonly kind: 'elsewhere'; readonly place: Place };

/** One question for a log, told as a thread: where the container is, its card, every line as a file below. */
export async function answerLogs(job: ActiveJob<LogsJob>, deps: LogsDeps): Promise<LogsResult> {
  const { data } = job;
  const { host, container } = data;
  const reader = readerOf(data.language);
  const state = {
    askedBy: data.requestedBy.userId,
    servedBy: servedBy(host, deps),
    waitedMs: deps.clock() - Date.parse(data.requestedAt),
    cancel: cancelOf(job, host, deps),
  };
  let progress: LogProgress = { ...askedOf(data), ...state };
  const wording = { ...wordingOf(data), waiting: renderLogProgress(progress, reader) };
  const known = data.begun?.thread;
  const inLine = cancelledInLine(job);
  if (inLine !== undefined) {
    const how = data.begun === undefined ? inLine : { ...inLine, state: 'ended' as const };
    const message = renderLogsCancelled({ asked: askedOf(data), ...how }, reader);
    return tellCancelled(job, message, { ...deps, wording, known });
  }
  const about = { host, container };
  const opened = await openMessage(job, { ...deps, wording, about, known });
  if (opened.kind === 'over') return { outcome: opened.outcome };
  const { thread, live, logger } = opened;
  const show = () => live.show(renderLogProgress({ ...progress, stoppedBy: watch.by }, reader));
  const watch = stopWatch(job, { everyMs: deps.askMs, logger }, () => show());
  const onStage = stages<LogStage>((done, stage) => {
    logger.debug({ stage }, 'stage');
    progress = { ...progress, done, current: stage };
    show();
  });
  const outcome = await runStoppable(
    async (signal): Promise<Answer> => {
      onStage('finding');
      const place = await locate(data, deps, signal);
      if (place.kind !== 'here') return place;
      return readAt(place.place, deps, signal, read);
    },
    {
      signal: job.signal,
      stop: watch.signal,
      deadlineMs: deps.deadlineMs,
      job: job.id,
      what: say`The reading`,
      host,
    },
  );
  watch.end();

  function read(place: Place, signal: AbortSignal): Promise<LogReport> {
    const at = place.host.name;
    progress = {
      ...progress,
      container: place.name,
      host: at,
      servedBy: servedBy(at, deps),
      cancel: cancelOf(job, at, deps),
    };
    return deps.readLogs(requestOf(place, data), {
      signal,
      language: reader.language,
      onStage: (stage) => onStage(stage === 'reasoning' ? stage : 'reading'),
    });
  }

  switch (outcome.kind) {
    case 'taken-away':
      live.leave();
      throw takenAway();
    case 'failed':
      if (isMistaken(outcome.cause)) {
        logger.info({ because: english.tell(outcome.sentence) }, 'not understood');
        // The same question would be the same mistake.
        await live.finish(wording.failure(outcome, { again: false }));
      } else {
        logger.error({ err: outcome.cause }, 'the log was not read');
        await live.finish(wording.failure(outcome));
      }
      return { outcome: 'not-answered' };
    case 'cancelled':
      await live.finish(
        renderLogsCancelled(
          { asked: { ...askedOf(data), host: progress.host }, ...watch.how(outcome.ended) },
          reader,
        ),
      );
      logger.info({ by: watch.by, ended: outcome.ended }, 'cancelled');
      return { outcome: 'cancelled' };
    case 'done':
      break;
    default:
      return outcome satisfies never;
  }

  const answer = outcome.result;
  switch (answer.kind) {
    case 'asked-back':
      logger.info({ matches: answer.found.matches.length }, 'asked back');
      await live.finish(
        renderChoice(
          {
            container,
            host,
            query: data.query,
            found: answer.found,
            askedBy: data.requestedBy.userId,
          },
          reader,
        ),
      );
      return { outcome: 'asked-back' };
    case 'elsewhere':
      // Whatever is on its way must not arrive over what the other worker writes.
      await live.finish(renderLogProgress({ ...progress, done: ['finding'], current: 'reading' }, reader));
      return handOver(job, thread, answer.place, { ...deps, logger });
    case 'read':
      await live.finish(cardOf(answer, data));
      await postBelow(job, thread, answer, { ...deps, logger });
      logger.info({ verdict: answer.report.verdict, lines: answer.report.read.lines }, 'answered');
      return { outcome: 'answered', verdict: answer.report.verdict };
    default:
      return answer satisfies never;
  }
}

/** A pattern of a button that another version of the bot has made; what somebody types is refused before it is a job. */
function isMistaken(cause: unknown): boolean {
  return cause instanceof FerrymanError && cause.code === 'bad-pattern';
}

type Read = (place: Place, signal: AbortSignal) => Promise<LogReport>;

/** What was found a moment ago may have been made anew meanwhile: then its successor is read. */
async function readAt(
  place: Place,
  { lookUp }: Pick<LogsDeps, 'lookUp'>,
  signal: AbortSignal,
  read: Read,
): Promise<Answer> {
  try {
    return { kind: 'read', place, report: await read(place, signal) };
  } catch (error) {
    if (!(error instanceof FerrymanError) || error.code !== 'container-gone') throw error;
    const now = foundBy(await lookUp(place.name, { host: place.host.name, fresh: true, signal }));
    const [match, another] = now.matches;
    if (match === undefined || another !== undefined || match.id === place.id) throw error;
    const successor = { ...place, id: match.id, name: match.name, earlier: now.earlier };
    return { kind: 'read', place: successor, report: await read(successor, signal) };
  }
}

function requestOf({ host, id, name, earlier }: Place, { query }: LogsJob): LogsRequest {
  return {
    host,
    containerId: id,
    name,
    query,
    ...(earlier.length === 0 ? {} : { earlier: earlier.map((one) => one.id) }),
  };
}

function cardOf(
  { report, place }: Extract<Answer, { kind: 'read' }>,
  { requestedBy, query, language }: LogsJob,
) {
  const { earlier, notAsked } = place;
  return renderLogs(report, {
    askedBy: requestedBy.userId,
    earlier,
    notAsked,
    question: query,
    reader: readerOf(language),
  });
}

function cancelOf({ id, data }: ActiveJob<LogsJob>, host: string | undefined, { token }: LogsDeps): string {
  const button = { kind: 'logs' as const, job: id, by: data.requestedBy.userId };
  return cancelValue({ ...button, ...(host === undefined ? {} : { host }) }, token);
}

/** A job whose workers died under it twice. */
export function giveUpLogs(
  job: KnownJob<LogsJob>,
  deps: Pick<ThreadDeps, 'notifier' | 'tellAsker'>,
): Promise<void> {
  const message = wordingOf(job.data).failure({
    sentence: say`Two workers ended while they read this log.`,
    next: say`Look into their logs for job ${job.id}, and whether they ran out of memory.`,
  });
  return giveUp(job, message, deps);
}
