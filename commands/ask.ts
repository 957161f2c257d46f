import type { Logger } from 'pino';
import type { Config, GovernedCommand } from '../src/config/types.ts';
import { FerrymanError } from '../src/errors.ts';
import type { Notifier } from '../src/notify/notifier.ts';
import { sealUrl } from '../src/notify/sealed-url.ts';
import { inLog, traceIdHere } from '../src/process/log-context.ts';
import { type Asked, type JobKind, keptMinutes } from '../src/queue/job-kind.ts';
import { jobIdOf } from '../src/queue/keys.ts';
import type { Asking, JobQueue } from '../src/queue/queue.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import { renderJoined, renderNote } from '../src/render/slack/notes.ts';
import { english, type Reader } from '../src/text/reader.ts';
import { say, type Text } from '../src/text/say.ts';
import { type Asker, mayAsk } from './access.ts';
import type { People } from './people.ts';
import { readerFor } from './reader.ts';
import type { WaitingLine } from './waiting-line.ts';
import type { DrawWaiting } from './while-waiting.ts';

/** A command or a click, after it was acknowledged. */
export interface Request extends Asker {
  readonly triggerId: string;
  /** Where the answer becomes a reply. */
  readonly threadTs?: string | undefined;
  /** Slack's response_url; absent where what asked was a message or came from the home tab. */
  readonly replyUrl?: string | undefined;
  /** Says something to this person alone. */
  tell(message: SlackMessage): Promise<unknown>;
}

/** A sentence for the person who typed, and what to type instead. */
export interface Unclear {
  readonly kind: 'unclear';
  readonly sentence: Text;
  readonly next: Text;
}

/** A question that makes sense; `Own` is what its job holds beyond what every job does. */
export interface Clear<Own> {
  readonly kind: 'clear';
  readonly own: Own;
  /** What was asked for, for people: `web-1:80`. */
  readonly name: string;
  /** The same for the log; nothing that somebody could have pasted a secret into. */
  readonly about: object;
  /** Where somebody else's same question runs: `web-1:80 is being diagnosed right now.` */
  readonly running: string;
  /** The sites whose workers can do it; the first that has a worker gets it. */
  readonly sites: readonly [string | undefined, ...(string | undefined)[]];
}

/** What a command makes of a request that is allowed. */
export interface Command<Job extends Asked> {
  readonly name: GovernedCommand;
  readonly kind: JobKind<Job, unknown>;
  read(reader: Reader): Unclear | Clear<Omit<Job, keyof Asked>>;
  /** The job as its kind holds it. */
  job(own: Omit<Job, keyof Asked>, asked: Asked): Job;
  /** Its message while it waits for a worker; absent where it begins at once. */
  readonly waiting?: DrawWaiting<Job>;
}

export interface AskDeps {
  readonly config: Pick<Config, 'access' | 'language'>;
  readonly botToken: string;
  readonly queue: JobQueue;
  readonly notifier: Pick<Notifier, 'permalink'>;
  readonly people: People;
  readonly logger: Logger;
  readonly clock: () => number;
  readonly line: Pick<WaitingLine, 'add'>;
  /** Hears of every job that somebody here asked for or joined. */
  readonly onAsked?: ((job: AskedJob, by: Asker) => void) | undefined;
}

export interface AskedJob {
  readonly kind: { readonly name: string };
  readonly jobId: string;
  readonly site: string | undefined;
}

/** From the right to ask, over a question that makes sense, to a job in the queue; the person hears how it went. */
export async function ask<Job extends Asked>(
  request: Request,
  command: Command<Job>,
  deps: AskDeps,
): Promise<void> {
  const traceId = traceIdHere();
  const logger = deps.logger.child({ traceId, user: request.userId, channel: request.channelId });
  const reader = await readerFor(request, { ...deps, logger });
  if (!(await admits(command.name, request, reader, { ...deps, logger }))) return;

  const question = command.read(reader);
  if (question.kind === 'unclear') {
    logger.info({ because: english.tell(question.sentence) }, 'not understood');
    await request.tell(renderNote(reader.tell(question.sentence), reader.tell(question.next)));
    return;
  }

  const site = await siteOf(question, command.kind, deps.queue);
  try {
    const job = command.job(question.own, askedBy(request, traceId, reader, deps));
    const asking = await deps.queue.ask(command.kind, { jobId: jobIdOf(request), site, job });
    const { kind, waiting: draw } = command;
    if (asking.kind === 'queued' && draw !== undefined)
      deps.line.add({ kind, draw }, { id: asking.jobId, data: job, site });
    await inLog({ job: asking.jobId }, async () => {
      logger.info({ ...question.about, outcome: asking.kind }, 'asked');
      deps.onAsked?.({ kind: command.kind, jobId: asking.jobId, site }, request);
      await request.tell(
        await receipt(asking, { ...question, kind: command.kind, site }, request, reader, deps),
      );
    });
  } catch (error) {
    logger.error({ err: error, job: jobIdOf(request), ...question.about }, 'not queued');
    if (!(error instanceof FerrymanError)) throw error;
    await request.tell(renderNote(reader.tell(error.sentence), reader.tell(error.advice)));
  }
}

/** Whether this person may; who may not is told. */
export async function admits(
  name: GovernedCommand,
  request: Request,
  reader: Reader,
  { config, people, logger }: Pick<AskDeps, 'config' | 'people' | 'logger'>,
): Promise<boolean> {
  const admission = await mayAsk(name, request, { access: config.access, people, logger });
  if (admission.kind === 'admitted') return true;
  logger.info({ because: english.tell(admission.sentence) }, 'refused');
  await request.tell(renderNote(reader.tell(admission.sentence), reader.tell(admission.next)));
  return false;
}

/** What a job holds of who asked. */
export function askedBy(
  request: Request,
  traceId: string,
  { language }: Pick<Reader, 'language'>,
  { clock, botToken }: Pick<AskDeps, 'clock' | 'botToken'>,
): Asked {
  return {
    requestedBy: { teamId: request.teamId, userId: request.userId },
    where: {
      channelId: request.channelId,
      ...(request.threadTs === undefined ? {} : { threadTs: request.threadTs }),
    },
    requestedAt: new Date(clock()).toISOString(),
    traceId,
    language,
    ...(request.replyUrl === undefined ? {} : { sealedReplyUrl: sealUrl(request.replyUrl, botToken) }),
  };
}

async function siteOf(
  { sites }: Pick<Clear<unknown>, 'sites'>,
  kind: { readonly name: string },
  queue: JobQueue,
): Promise<string | undefined> {
  if (sites.length === 1) return sites[0];
  for (const site of sites) if (await queue.hasWorker(kind, site)) return site;
  return sites[0];
}

interface Given {
  readonly name: string;
  readonly running: string;
  readonly kind: { readonly name: string };
  readonly site: string | undefined;
}

async function receipt(
  asking: Asking,
  { name, running, kind, site }: Given,
  { threadTs }: Request,
  reader: Reader,
  { notifier, queue }: AskDeps,
): Promise<SlackMessage> {
  const { t } = reader;
  const here =
    // True in a direct message too, and where the reply is that Ferryman may not write here.
    threadTs === undefined ? t`Ferryman replies here.` : t`Ferryman replies in this thread.`;
  const later = t`No worker serves ${site ?? say`hosts without a site`} right now; the answer comes when one does, within the next ${keptMinutes} minutes.`;
  switch (asking.kind) {
    case 'queued':
      if (!(await queue.hasWorker(kind, site))) return renderNote(t`Queued: ${name}.`, later);
      return renderNote(t`Queued: ${name}.`, here);
    case 'joined': {
      const { thread, permalink } = asking.progress;
      const link = permalink ?? (thread === undefined ? undefined : await notifier.permalink(thread));
      return link === undefined
        ? renderNote(running, t`The answer comes in the channel where it was asked first.`)
        : renderJoined(running, link, reader);
    }
    default:
      return asking satisfies never;
  }
}
