import type { Logger } from 'pino';
import { FerrymanError } from '../src/errors.ts';
import type { LogsRequest, LogsStage } from '../src/flows/logs/read-logs.ts';
import type { Host } from '../src/hosts/host.ts';
import { findHost, type Inventory } from '../src/hosts/inventory.ts';
import { liveMessage } from '../src/notify/live-message.ts';
import type { Thread } from '../src/notify/notifier.ts';
import { followJobs } from '../src/queue/follow-job.ts';
import { type LogsJob, logsJobs, type LogsResult } from '../src/queue/logs-job.ts';
import type { ActiveJob, JobQueue, KnownJob } from '../src/queue/queue.ts';
import { asDiagnosis } from '../src/render/logs-report.ts';
import { logWords } from '../src/render/logs-words.ts';
import { renderChoice } from '../src/render/slack/logs-choice.ts';
import { renderLogFailure, renderLogProgress } from '../src/render/slack/logs-progress.ts';
import { logFile, renderLogs } from '../src/render/slack/logs.ts';
import { renderJoined, renderNote } from '../src/render/slack/notes.ts';
import type { FoundContainer, FoundContainers, NotAsked } from '../src/report/found-container.ts';
import type { LogReport } from '../src/report/logs.ts';
import { postEvidence } from './diagnose.ts';
import { foundBy, search, type SearchDeps } from './find.ts';
import { runFlow } from './run-flow.ts';
import { begin, giveUp, repliesOf, takenAway, type ThreadDeps, type Wording } from './thread.ts';

export interface LogsRunHere {
  readonly onStage: (stage: LogsStage) => void;
  readonly signal: AbortSignal;
}

export type ReadLogs = (request: LogsRequest, run: LogsRunHere) => Promise<LogReport>;

export interface LogsDeps extends ThreadDeps, Omit<SearchDeps, 'queue'> {
  readonly inventory: Inventory;
  readonly readLogs: ReadLogs;
  readonly queue: Pick<JobQueue, 'ask' | 'call' | 'hasWorker'>;
  /** Whether this process reads the hosts of a site itself. */
  readonly serves: (host: Host) => boolean;
  readonly deadlineMs: number;
}

/** What came of a question, before it is shown. */
type Answer =
  | { readonly kind: 'read'; readonly report: LogReport; readonly place: Place }
  | { readonly kind: 'asked-back'; readonly found: FoundContainers }
  | { readonly kind: 'elsewhere'; readonly place: Place };

interface Place {
  readonly host: Host;
  readonly id: string;
  readonly name: string;
  readonly earlier: readonly FoundContainer[];
  readonly notAsked: readonly NotAsked[];
}

/** One question for a log, told as a thread: where the container is, its card, every line as a file below. */
export async function answerLogs(job: ActiveJob<LogsJob>, deps: LogsDeps): Promise<LogsResult> {
  const { data } = job;
  const { host, container, traceId } = data;
  const logger = deps.logger.child({ job: job.id, traceId, host, container });
  logger.info({ start: job.start }, 'job started');
  const wording = wordingOf(data);
  const begun = await begin(job, wording, { ...deps, logger, known: data.begun?.thread });
  if (begun.kind === 'over') return { outcome: begun.outcome };
  const { thread } = begun;

  const live = liveMessage((message) => deps.notifier.edit(thread, message), {
    clock: deps.clock,
    onFailure: (error) => logger.warn({ err: error }, 'a stage was not shown'),
  });
  const outcome = await runFlow(
    async (signal): Promise<Answer> => {
      live.show(renderLogProgress(askedOf(data), 'finding'));
      const place = await locate(data, deps, signal);
      if (place.kind !== 'here') return place;
      return readAt(place.place, deps, signal, read);
    },
    { signal: job.signal, deadlineMs: deps.deadlineMs, job: job.id, what: 'The reading', host },
  );

  function read(place: Place, signal: AbortSignal): Promise<LogReport> {
    const asked = { ...askedOf(data), container: place.name, host: place.host.name };
    return deps.readLogs(requestOf(place, data), {
      signal,
      onStage: (stage) => {
        logger.debug({ stage }, 'stage');
        live.show(renderLogProgress(asked, stage === 'reasoning' ? stage : 'reading'));
      },
    });
  }

  switch (outcome.kind) {
    case 'taken-away':
      live.leave();
      throw takenAway();
    case 'failed':
      logger.error({ err: outcome.cause }, 'the log was not read');
      await live.finish(wording.failure(outcome));
      return { outcome: 'not-answered' };
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
        renderChoice({
          container,
          host,
          query: data.query,
          found: answer.found,
          askedBy: data.requestedBy.userId,
        }),
      );
      return { outcome: 'asked-back' };
    case 'elsewhere':
      // Whatever is on its way must not arrive over what the other worker writes.
      await live.finish(renderLogProgress(askedOf(data), 'reading'));
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

type Located = { readonly kind: 'here'; readonly place: Place } | Exclude<Answer, { kind: 'read' }>;

/** The one container that is meant, or what to ask the person. */
async function locate(data: LogsJob, deps: LogsDeps, signal: AbortSignal): Promise<Located> {
  const { container, containerId, host: hostName, begun, traceId } = data;
  if (hostName !== undefined && containerId !== undefined) {
    // Bot and worker may have read different inventories.
    const host = findHost(deps.inventory, hostName);
    const { earlier = [], notAsked = [] } = begun ?? {};
    return { kind: 'here', place: { host, id: containerId, name: container, earlier, notAsked } };
  }
  const found =
    hostName === undefined
      ? await search(container, deps, { traceId, signal })
      : foundBy(await deps.lookUp(container, { host: findHost(deps.inventory, hostName).name, signal }));
  const [match, another] = found.matches;
  if (match === undefined || another !== undefined) return { kind: 'asked-back', found };
  const host = findHost(deps.inventory, match.host);
  const { earlier, notAsked } = found;
  const place = { host, id: match.id, name: match.name, earlier, notAsked };
  return deps.serves(host) || hostName !== undefined ? { kind: 'here', place } : { kind: 'elsewhere', place };
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

function cardOf({ report, place }: Extract<Answer, { kind: 'read' }>, { requestedBy }: LogsJob) {
  const { earlier, notAsked } = place;
  return renderLogs(report, { askedBy: requestedBy.userId, earlier, notAsked });
}

/** A worker of the container's own site goes on in the same message. */
async function handOver(
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
    if (asking.kind === 'joined') {
      const { thread: other, permalink } = asking.progress;
      const link = permalink ?? (other && (await notifier.permalink(other)));
      const running = logWords.alreadyRead(logWords.target(name, host.name));
      await notifier.edit(thread, link === undefined ? renderNote(running) : renderJoined(running, link));
    }
  } catch (error) {
    if (!(error instanceof FerrymanError)) throw error;
    logger.error({ err: error }, 'not handed over');
    await notifier.edit(thread, wordingOf(data).failure({ sentence: error.message, next: error.next }));
    return { outcome: 'not-answered' };
  }
  return { outcome: 'handed-over' };
}

/** The lines themselves, all evidence, and what follows; the card stands whatever becomes of them. */
async function postBelow(
  job: ActiveJob<LogsJob>,
  thread: Thread,
  { report, place }: Extract<Answer, { kind: 'read' }>,
  deps: LogsDeps & { readonly logger: Logger },
): Promise<void> {
  const replies = repliesOf(job, thread);
  const file = logFile(report, { stamp: stampOf(job) });
  try {
    if (file !== undefined) await deps.notifier.upload(replies, file);
  } catch (error) {
    deps.logger.error({ err: error }, 'the file was not sent');
    const because = error instanceof Error ? error.message : String(error);
    await deps.notifier
      .post(replies, { job: job.id, part: 'no-file' }, renderNote(logWords.noFile(because)))
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
  { queue, clock }: LogsDeps,
): Promise<void> {
  const { followMs = 0, query, where, requestedBy, traceId, sealedReplyUrl } = job.data;
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
      where: { channelId: where.channelId, threadTs },
      requestedAt: new Date(clock()).toISOString(),
      ...(sealedReplyUrl === undefined ? {} : { sealedReplyUrl }),
    },
  });
}

function askedOf({ container, host, containerId, query, requestedBy }: LogsJob) {
  return { container, host, id: containerId, query, askedBy: requestedBy.userId };
}

function wordingOf(data: LogsJob): Wording {
  const asked = askedOf(data);
  return {
    waiting: renderLogProgress(asked),
    undone: logWords.notRead(logWords.target(data.container, data.host)),
    failure: (of) => renderLogFailure(asked, of),
  };
}

/** A job whose workers died under it twice. */
export function giveUpLogs(
  job: KnownJob<LogsJob>,
  deps: Pick<ThreadDeps, 'notifier' | 'tellAsker'>,
): Promise<void> {
  const message = wordingOf(job.data).failure({
    sentence: 'Two workers ended while they read this log.',
    next: `Look into their logs for job ${job.id}, and whether they ran out of memory.`,
  });
  return giveUp(job, message, deps);
}
