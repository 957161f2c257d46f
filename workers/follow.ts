import { setTimeout as sleep } from 'node:timers/promises';
import { FerrymanError } from '../src/errors.ts';
import type { FollowEnd } from '../src/flows/logs/follow-log.ts';
import type { LogsRequest } from '../src/flows/logs/read-logs.ts';
import { findHost, type Inventory } from '../src/hosts/inventory.ts';
import { liveMessage } from '../src/notify/live-message.ts';
import type { FollowJob, FollowResult } from '../src/queue/follow-job.ts';
import type { ActiveJob, KnownJob } from '../src/queue/queue.ts';
import { logWordsFor } from '../src/render/logs-words.ts';
import {
  type Followed,
  mostFollowedLines,
  renderFollow,
  renderFollowFailure,
} from '../src/render/slack/log-follow.ts';
import type { LogLine } from '../src/report/logs.ts';
import { readerOf } from '../src/text/reader.ts';
import { say, sentences, type Text } from '../src/text/say.ts';
import { begin, giveUp, takenAway, type ThreadDeps, type Wording } from './thread.ts';
import { watchForStop } from './watch-for-stop.ts';

export interface FollowRunHere {
  readonly signal: AbortSignal;
  readonly forMs: number;
}

export type FollowLog = (
  request: LogsRequest,
  run: FollowRunHere,
) => AsyncGenerator<readonly LogLine[], FollowEnd>;

export interface FollowDeps extends ThreadDeps {
  readonly inventory: Inventory;
  readonly followLog: FollowLog;
  /** Fires when this worker is about to stop: a log is not followed on, and its message says so. */
  readonly stopping: AbortSignal;
  /** The jobs that run now, kept here: Slack takes fifty edits a minute of a whole workspace, so they share them. */
  readonly crowd: Set<string>;
  /** Milliseconds between two edits while one log is followed; with more, as many times as long. */
  readonly gapMs?: number;
  /** Milliseconds until a container that ended is looked at again. */
  readonly lookAgainMs?: number;
  /** Milliseconds between two looks whether somebody has seen enough. */
  readonly askMs?: number;
  /** The least that a worker reads on who takes over from one that died: lines have come since. */
  readonly catchUpMs?: number;
}

interface Seen {
  readonly lines: LogLine[];
  count: number;
  /** Of the last line that has a time. */
  at: string | undefined;
}

/** One message in a thread, edited while lines come, until the time is over. */
export async function answerFollow(job: ActiveJob<FollowJob>, deps: FollowDeps): Promise<FollowResult> {
  const { data } = job;
  const { host, container, forMs, requestedBy, traceId, language } = data;
  const reader = readerOf(language);
  const words = logWordsFor(reader);
  const logger = deps.logger.child({ job: job.id, traceId, host, container });
  logger.info({ start: job.start }, 'job started');
  const begins = deps.clock();
  const takesOver = job.start > 1;
  // What a worker that died has followed counts as followed, and what came meanwhile is read again.
  const startedAt = takesOver ? Date.parse(data.requestedAt) : begins;
  const until = Math.max(startedAt + forMs, takesOver ? begins + (deps.catchUpMs ?? 5_000) : 0);
  const seen: Seen = { lines: [], count: 0, at: undefined };
  const drawn = (state: Followed['state']) =>
    renderFollow(
      {
        container,
        host,
        askedBy: requestedBy.userId,
        count: seen.count,
        lines: seen.lines,
        state,
      },
      reader,
    );
  const running = () => drawn({ kind: 'running', until: new Date(until).toISOString(), job: job.id });
  const begun = await begin(job, { ...wordingOf(data), waiting: running() }, { ...deps, logger });
  if (begun.kind === 'over') return { outcome: begun.outcome };

  const live = liveMessage((message) => deps.notifier.edit(begun.thread, message), {
    clock: deps.clock,
    gapMs: () => (deps.gapMs ?? 3_000) * Math.max(1, deps.crowd.size),
    onFailure: (error) => logger.warn({ err: error }, 'new lines were not shown'),
  });
  const over = AbortSignal.timeout(Math.max(0, until - deps.clock()));
  const enough = new AbortController();
  const signal = AbortSignal.any([job.signal, deps.stopping, over, enough.signal]);
  let because: string | undefined;
  let stopped = data.stopped;
  if (stopped !== undefined) enough.abort();
  const watch = { everyMs: deps.askMs ?? 1_000, signal, logger };
  void watchForStop(job, watch, (by) => {
    stopped = by;
    enough.abort();
  });
  deps.crowd.add(job.id);
  try {
    const course = { until, seen, signal, from: takesOver ? data.requestedAt : undefined };
    because = await followOn(data, course, deps, () => live.show(running()));
  } catch (error) {
    if (!signal.aborted) {
      logger.error({ err: error }, 'not followed to the end');
      because = reader.tell(sentenceOf(error, job.id));
    }
  } finally {
    deps.crowd.delete(job.id);
  }
  if (job.signal.aborted) {
    live.leave();
    throw takenAway();
  }
  if (deps.stopping.aborted && !over.aborted && stopped === undefined) because = words.workerStops;
  await live.finish(drawn({ kind: 'over', afterMs: deps.clock() - startedAt, because, stopped }));
  logger.info({ lines: seen.count }, 'followed');
  return { outcome: 'followed', lines: seen.count };
}

interface Course {
  readonly until: number;
  readonly seen: Seen;
  readonly signal: AbortSignal;
  /** ISO 8601: lines that came after it are new too. */
  readonly from: string | undefined;
}

/** Follows the log, through the container's end where it is started again. The sentence that says why it is over early. */
async function followOn(
  { host: hostName, container, containerId, query, language }: FollowJob,
  { until, seen, signal, from }: Course,
  deps: FollowDeps,
  show: () => void,
): Promise<string | undefined> {
  const host = findHost(deps.inventory, hostName);
  const reader = readerOf(language);
  const words = logWordsFor(reader);
  for (;;) {
    const since = seen.at ?? from;
    const request: LogsRequest = {
      host,
      containerId,
      name: container,
      // What stands there already is in the card. After a break, lines of the last moment come again and are left out below.
      query: { ...query, ...(since === undefined ? { tail: 0 } : { since }) },
    };
    const stream = deps.followLog(request, { signal, forMs: until - deps.clock() });
    const end = await takeAll(stream, signal, (lines) => {
      if (note(lines, since, seen)) show();
    });
    switch (end.kind) {
      case 'over':
        return undefined;
      case 'cut':
        return reader.tell(end.because);
      case 'recording':
        return words.recordingEnds;
      case 'ended':
        if (until - deps.clock() < (deps.lookAgainMs ?? 3_000)) return words.logEnded;
        await sleep(deps.lookAgainMs ?? 3_000, undefined, { signal });
        break;
      default:
        end satisfies never;
    }
  }
}

/** Lines that a stream still hands out when nobody takes them any more must not keep its connection open. */
async function takeAll(
  stream: ReturnType<FollowLog>,
  signal: AbortSignal,
  take: (lines: readonly LogLine[]) => void,
): Promise<FollowEnd> {
  try {
    let next = await untilAborted(stream.next(), signal);
    for (; next.done !== true; next = await untilAborted(stream.next(), signal)) take(next.value);
    return next.value;
  } finally {
    // Not waited for: it may be deaf.
    void stream.return({ kind: 'over' }).catch(() => undefined);
  }
}

/** A stream that does not hear its signal must not hold up the message's end. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new Error('no longer followed'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

/** True where something is new. */
function note(lines: readonly LogLine[], since: string | undefined, seen: Seen): boolean {
  const fresh = since === undefined ? lines : lines.filter(({ at }) => at === undefined || at > since);
  seen.count += fresh.length;
  seen.lines.push(...fresh.slice(-mostFollowedLines));
  seen.lines.splice(0, Math.max(0, seen.lines.length - mostFollowedLines));
  seen.at = fresh.findLast(({ at }) => at !== undefined)?.at ?? seen.at;
  return fresh.length > 0;
}

function sentenceOf(error: unknown, job: string): Text {
  if (error instanceof FerrymanError) return sentences(error.sentence, error.advice);
  return say`Ferryman itself failed; the worker's log has the rest under job ${job}.`;
}

function wordingOf({ host, container, language }: FollowJob): Omit<Wording, 'waiting'> {
  const reader = readerOf(language);
  const words = logWordsFor(reader);
  return {
    reader,
    undone: words.notFollowed(words.target(container, host)),
    failure: ({ sentence, next }) =>
      renderFollowFailure(
        { container, host },
        { sentence: reader.tell(sentence), next: reader.tell(next) },
        reader,
      ),
  };
}

/** A job whose workers died under it twice. */
export function giveUpFollow(
  job: KnownJob<FollowJob>,
  deps: Pick<ThreadDeps, 'notifier' | 'tellAsker'>,
): Promise<void> {
  const message = wordingOf(job.data).failure({
    sentence: say`Two workers ended while they followed this log.`,
    next: say`Look into their logs for job ${job.id}, and whether they ran out of memory.`,
  });
  return giveUp(job, message, deps);
}
