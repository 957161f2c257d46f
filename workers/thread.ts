import type { Logger } from 'pino';
import { FerrymanError } from '../src/errors.ts';
import type { Notifier, Thread } from '../src/notify/notifier.ts';
import type { Days } from '../src/queue/days.ts';
import { type Asked, keptMinutes } from '../src/queue/job-kind.ts';
import type { ActiveJob, KnownJob } from '../src/queue/queue.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import { wordsFor } from '../src/render/words.ts';
import type { Reader } from '../src/text/reader.ts';
import { say, sentences, type Text } from '../src/text/say.ts';

/** What every kind of job needs for its thread. */
export interface ThreadDeps {
  readonly notifier: Notifier;
  /** To the person alone, over the job's sealed reply address. */
  readonly tellAsker: (job: Asked, message: SlackMessage) => Promise<void>;
  /** Where it is counted what was done for people. */
  readonly days: Days;
  readonly logger: Logger;
  readonly clock: () => number;
}

/** How a kind of job says what every job has to say. */
export interface Wording {
  /** While it waits for its first stage. */
  readonly waiting: SlackMessage;
  /** `web-1:80 was not diagnosed`. */
  readonly undone: string;
  failure(of: { readonly sentence: Text | string; readonly next: Text | string }): SlackMessage;
  readonly reader: Reader;
}

type Begun =
  | { readonly kind: 'begun'; readonly thread: Thread }
  | { readonly kind: 'over'; readonly outcome: 'not-answered' | 'not-delivered' };

/**
 * Opens the job's message, unless it waited so long that its answer is worth nothing; then the message says that. What an earlier start
 * began has to be told `evenLate`.
 */
export async function begin(
  job: ActiveJob<Asked>,
  wording: Wording,
  deps: ThreadDeps & { readonly known?: Thread | undefined; readonly evenLate?: boolean },
): Promise<Begun> {
  const waitedMs = deps.clock() - Date.parse(job.data.requestedAt);
  const late = waitedMs > keptMinutes * 60_000 && deps.evenLate !== true;
  if (late) deps.logger.warn({ waitedMs }, 'too old');
  const thread = await openThread(
    job,
    wording,
    late ? wording.failure(tooOld(waitedMs, job.start, wording.reader)) : undefined,
    deps,
  );
  if (thread === undefined) return { kind: 'over', outcome: 'not-delivered' };
  return late ? { kind: 'over', outcome: 'not-answered' } : { kind: 'begun', thread };
}

/** The message of a job that somebody cancelled before this worker took it, and nothing else. */
export async function tellCancelled(
  job: ActiveJob<Asked>,
  message: SlackMessage,
  { wording, ...deps }: ThreadDeps & { readonly wording: Wording; readonly known?: Thread | undefined },
): Promise<{ outcome: 'cancelled' | 'not-delivered' }> {
  const { id, data } = job;
  deps.logger.info({ job: id, traceId: data.traceId }, 'cancelled before this worker began it');
  const thread = await openThread(job, wording, message, deps);
  return { outcome: thread === undefined ? 'not-delivered' : 'cancelled' };
}

/** The job's own message, made now or by an earlier start; undefined where the bot may not write. */
async function openThread(
  job: ActiveJob<Asked>,
  wording: Wording,
  instead: SlackMessage | undefined,
  deps: ThreadDeps & { readonly known?: Thread | undefined },
): Promise<Thread | undefined> {
  const { where, requestedAt } = job.data;
  const message = instead ?? wording.waiting;
  const known = job.progress.thread ?? deps.known;
  try {
    if (known !== undefined) {
      await deps.notifier.edit(known, message);
      return known;
    }
    const ts = await deps.notifier.post(
      { channelId: where.channelId, threadTs: where.threadTs, since: requestedAt, again: job.start > 1 },
      { job: job.id, part: 'root' },
      message,
    );
    const thread = { channelId: where.channelId, ts };
    // Others join over it, and a later start finds it; neither is worth waiting for.
    void remember(job, thread, deps).catch((error: unknown) =>
      deps.logger.warn({ err: error }, 'the thread was not noted'),
    );
    return thread;
  } catch (error) {
    if (!(error instanceof FerrymanError)) throw error;
    const isFinal = error.code === 'slack-no-entry' || error.code === 'slack-signed-out';
    if (isFinal || job.last) {
      await deps.tellAsker(job.data, undelivered(wording, error));
    }
    if (!isFinal) throw error;
    deps.logger.warn({ err: error, channel: where.channelId }, 'the bot cannot write there');
    return undefined;
  }
}

function undelivered({ undone, reader }: Wording, error: FerrymanError): SlackMessage {
  const { tell, t } = reader;
  return renderNote(tell(sentences(t`${undone}.`, error.sentence)), tell(error.advice));
}

function tooOld(waitedMs: number, start: number, reader: Reader) {
  const waited = wordsFor(reader).duration(waitedMs);
  return {
    sentence:
      start === 1
        ? say`It was asked ${waited} ago, and no worker could take it within ${keptMinutes} minutes.`
        : say`It was asked ${waited} ago, and the worker that did it ended; no other one took over within ${keptMinutes} minutes.`,
    next: say`A worker is here now: run again if you still want to know.`,
  };
}

async function remember(
  job: ActiveJob<Asked>,
  thread: Thread,
  { notifier }: Pick<ThreadDeps, 'notifier'>,
): Promise<void> {
  await job.saveProgress({ thread });
  const permalink = await notifier.permalink(thread);
  if (permalink !== undefined) await job.saveProgress({ thread, permalink });
}

/** Where what belongs to the job's message goes: below it, or beside it where it is itself a reply. */
export function repliesOf(job: ActiveJob<Asked>, { channelId, ts }: Thread) {
  const { where, requestedAt } = job.data;
  return { channelId, threadTs: where.threadTs ?? ts, since: requestedAt, again: job.start > 1 };
}

/** A job whose workers died under it twice: its thread must not wait for ever. */
export async function giveUp(
  job: KnownJob<Asked>,
  message: SlackMessage,
  { notifier, tellAsker }: Pick<ThreadDeps, 'notifier' | 'tellAsker'>,
): Promise<void> {
  if (job.progress.thread === undefined) await tellAsker(job.data, message);
  else await notifier.edit(job.progress.thread, message);
}

export function takenAway(): FerrymanError {
  return new FerrymanError('job-taken-away', say`This worker has to stop.`, say`Another one does the job.`);
}
