import type { Thread } from '../src/notify/notifier.ts';
import { decisionIdOf } from '../src/queue/fix-apply-job.ts';
import { fixLookJobs } from '../src/queue/fix-look-job.ts';
import type { Asked } from '../src/queue/job-kind.ts';
import type { JobQueue, KnownJob } from '../src/queue/queue.ts';
import { outcomeFile } from '../src/render/slack/fix-file.ts';
import { renderEnd, renderOutcome } from '../src/render/slack/fix-outcome.ts';
import { fixWordsFor } from '../src/render/slack/fix-words.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import type { ToldOutcome } from '../src/flows/fix/run.ts';
import type { ApprovedFix, FixOutcome } from '../src/report/fix.ts';
import { english, type Reader, readerOf } from '../src/text/reader.ts';
import type { Sayable } from '../src/text/say.ts';
import type { ThreadDeps } from './thread.ts';

/** How a host that did not answer is asked again. */
export interface LookTimes {
  readonly everyMs: number;
  readonly forMs: number;
  /** How long one asking may take. */
  readonly withinMs: number;
}

type FixJob = KnownJob<Asked & { readonly fix: ApprovedFix }>;

/** Whether nothing will change any more by itself. */
export function isOver({ result }: Pick<FixOutcome, 'result'>): boolean {
  return result !== 'pending' && result !== 'undo-failed';
}

/** What is said while nobody knows. */
export function unknownYet(fix: ApprovedFix, because: Sayable, reader: Reader): ToldOutcome {
  return withoutFlow(fix, { result: 'pending', because }, reader);
}

/** An end, or that there is none yet, that no flow could tell; in English for the record. */
export function withoutFlow(
  { id, host }: ApprovedFix,
  {
    result,
    because,
    next,
  }: { readonly result: FixOutcome['result']; readonly because: Sayable; readonly next?: Sayable },
  reader: Reader,
): ToldOutcome {
  const inWords = ({ tell }: Reader): FixOutcome => ({
    schema: 'ferryman.fix-outcome/1',
    id,
    host,
    result,
    because: tell(because),
    ...(next !== undefined && { next: tell(next) }),
    proofs: [],
    commands: [],
  });
  return { ...inWords(reader), inEnglish: inWords(english) };
}

/** As the record has it, whoever asked. */
export function onRecord(outcome: ToldOutcome): FixOutcome {
  return outcome.inEnglish ?? outcome;
}

interface TellDeps extends Pick<ThreadDeps, 'notifier' | 'logger'> {
  /** Whether the host is asked again. */
  readonly looks: boolean;
  readonly look: LookTimes;
}

/** The message becomes the outcome; an end is said in the channel too, and what proves it lies below. */
export async function tellOutcome(
  job: FixJob,
  thread: Thread,
  outcome: FixOutcome,
  { notifier, logger, look, looks }: TellDeps,
): Promise<void> {
  const { fix, where, requestedAt, language } = job.data;
  const reader = readerOf(language);
  const words = fixWordsFor(reader);
  const later = looks ? { later: words.looksAgain(look.everyMs / 1000) } : {};
  await notifier.edit(thread, renderOutcome(outcome, { ...fix, ...later, reader }));
  const replies = {
    channelId: thread.channelId,
    threadTs: where.threadTs ?? thread.ts,
    since: requestedAt,
    again: true,
  };
  const mark = (part: string) => ({ job: decisionIdOf(fix), part });
  try {
    const file = isOver(outcome) ? outcomeFile(outcome, reader) : undefined;
    if (file !== undefined) await notifier.upload(replies, file);
  } catch (error) {
    logger.error({ err: error }, 'the record was not sent');
    const because = error instanceof Error ? error.message : String(error);
    await notifier.post(replies, mark('no-file'), renderNote(words.noFile(because))).catch(() => undefined);
  }
  if (outcome.result === 'pending' || outcome.result === 'not-begun') return;
  await notifier.reply({ ...replies, broadcast: true }, mark(outcome.result), renderEnd(outcome, reader));
}

interface LaterDeps extends Pick<ThreadDeps, 'logger' | 'clock'> {
  readonly queue: Pick<JobQueue, 'ask'>;
  readonly look: LookTimes;
}

/** Has the host asked in a while, for the n-th time; whether that will be. */
export async function lookLater(
  { data }: FixJob,
  thread: Thread,
  { queue, look, logger, clock }: LaterDeps,
  { n, until, site }: { readonly n: number; readonly until?: string; readonly site: string | undefined },
): Promise<boolean> {
  const { fix, requestedBy, where, traceId } = data;
  const now = clock();
  try {
    await queue.ask(fixLookJobs, {
      jobId: `${decisionIdOf(fix)}-look-${n}`,
      site,
      delayMs: look.everyMs,
      job: {
        fix,
        thread,
        look: n,
        until: until ?? new Date(now + look.forMs).toISOString(),
        requestedBy,
        where,
        requestedAt: data.requestedAt,
        traceId,
        ...(data.language === undefined ? {} : { language: data.language }),
      },
    });
    return true;
  } catch (error) {
    logger.error({ err: error, change: fix.id }, 'nobody will ask the host again');
    return false;
  }
}
