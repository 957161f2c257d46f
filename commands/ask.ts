import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from '../src/config/types.ts';
import { FerrymanError } from '../src/errors.ts';
import type { Notifier } from '../src/notify/notifier.ts';
import { sealUrl } from '../src/notify/sealed-url.ts';
import { jobIdOf } from '../src/queue/keys.ts';
import { keptMinutes } from '../src/queue/diagnose-job.ts';
import type { Asking, JobQueue } from '../src/queue/queue.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import { renderJoined, renderNote } from '../src/render/slack/notes.ts';
import { nameTarget } from '../src/render/target.ts';
import { type Asker, mayAsk } from './access.ts';
import type { People } from './people.ts';
import type { Question } from './question.ts';

/** A command or a click, after it was acknowledged. */
export interface Request extends Asker {
  readonly triggerId: string;
  readonly threadTs?: string | undefined;
  readonly replyUrl: string;
  read(): Question;
  /** Says something to this person alone. */
  tell(message: SlackMessage): Promise<unknown>;
}

export interface AskDeps {
  readonly config: Pick<Config, 'access'>;
  readonly botToken: string;
  readonly queue: JobQueue;
  readonly notifier: Pick<Notifier, 'permalink'>;
  readonly people: People;
  readonly logger: Logger;
  readonly clock: () => number;
}

/** From the right to ask, over a question that makes sense, to a job in the queue; the person hears how it went. */
export async function ask(request: Request, deps: AskDeps): Promise<void> {
  const traceId = randomUUID();
  const logger = deps.logger.child({ traceId, user: request.userId, channel: request.channelId });

  const admission = await mayAsk('diagnose', request, {
    access: deps.config.access,
    people: deps.people,
    logger,
  });
  if (admission.kind === 'refused') {
    logger.info({ because: admission.sentence }, 'refused');
    await request.tell(renderNote(admission.sentence, admission.next));
    return;
  }

  const question = request.read();
  if (question.kind === 'unclear') {
    logger.info({ because: question.sentence }, 'not understood');
    await request.tell(renderNote(question.sentence, question.next));
    return;
  }

  const { host, asked } = question;
  try {
    const asking = await deps.queue.ask({
      jobId: jobIdOf(request),
      site: host.site,
      job: {
        host: host.name,
        ...(asked === undefined ? {} : { asked }),
        requestedBy: { teamId: request.teamId, userId: request.userId },
        where: {
          channelId: request.channelId,
          ...(request.threadTs === undefined ? {} : { threadTs: request.threadTs }),
        },
        requestedAt: new Date(deps.clock()).toISOString(),
        traceId,
        sealedReplyUrl: sealUrl(request.replyUrl, deps.botToken),
      },
    });
    logger.info({ job: asking.jobId, host: host.name, asked, outcome: asking.kind }, 'asked');
    await request.tell(await receipt(asking, question, deps));
  } catch (error) {
    logger.error({ err: error, host: host.name }, 'not queued');
    if (!(error instanceof FerrymanError)) throw error;
    await request.tell(renderNote(error.message, error.next));
  }
}

async function receipt(
  asking: Asking,
  { host, asked }: Extract<Question, { kind: 'clear' }>,
  { notifier, queue }: AskDeps,
): Promise<SlackMessage> {
  switch (asking.kind) {
    case 'queued':
      return renderNote(
        `Queued: ${nameTarget(host.name, asked)}.`,
        (await queue.hasWorker(host.site))
          ? 'The answer comes in this channel.'
          : `No worker serves ${host.site ?? 'hosts without a site'} right now; the answer comes when one does, within the next ${keptMinutes} minutes.`,
      );
    case 'joined': {
      const { thread, permalink } = asking.progress;
      const link = permalink ?? (thread === undefined ? undefined : await notifier.permalink(thread));
      if (link !== undefined) return renderJoined(host.name, asked, link);
      return renderNote(
        `${nameTarget(host.name, asked)} is being diagnosed already.`,
        'The answer comes in the channel where it was asked first.',
      );
    }
    default:
      return asking satisfies never;
  }
}
