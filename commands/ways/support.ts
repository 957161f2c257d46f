import type { App, Context } from '@slack/bolt';
import { z } from 'zod';
import { FerrymanError } from '../../src/errors.ts';
import { offeredActionId, renderOffer } from '../../src/render/slack/offer.ts';
import { mayBeOffered } from '../access.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Answers } from '../answers.ts';
import { ask } from '../ask.ts';
import { buttonValue } from '../button-value.ts';
import { asDiagnosis, type CommandDeps } from '../diagnose.ts';
import { type Question, readHost, readTarget } from '../question.ts';
import { readerFor } from '../reader.ts';
import { clickedRequest } from '../request.ts';
import { isDirect } from './direct.ts';
import { offersIn } from './offers.ts';
import { saidRequest, Written } from './said.ts';
import type { TellDeps } from './tell-person.ts';

/** Who calls a support group about a host in the inventory is offered a look at it, once in a thread. */
export function registerSupport(app: Pick<App, 'event'>, answers: Answers, deps: TellDeps): void {
  app.event('message', async ({ event, context }) => {
    const { data } = Written.safeParse(event);
    if (data !== undefined && calls(data, context, deps)) await offer(data, context, deps);
  });

  answers.toButton(`${offeredActionId}_`, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    await ask(
      clickedRequest(body, context, { ...deps, within: true }),
      asDiagnosis(() => readButton(action.value, deps)),
      deps,
    );
  });
}

/** Whoever mentions the bot as well has asked it already. */
function calls(written: Written, { botUserId }: Context, { config }: TellDeps): boolean {
  const { text, channel } = written;
  if (isDirect(channel) || text.includes(`<@${botUserId ?? ''}>`)) return false;
  return config.support.some(
    (group) => text.includes(`<!subteam^${group}>`) || text.includes(`<!subteam^${group}|`),
  );
}

/** People come back to a thread after days, and what was offered in it still stands there. */
const rememberedMs = 30 * 24 * 3_600_000;

async function offer(written: Written, context: Context, deps: TellDeps): Promise<void> {
  const { config, people, queue, notifier } = deps;
  const offers = offersIn(written.text, config);
  const request = saidRequest(written, context, deps);
  const { channelId, threadTs = written.ts } = request;
  const logger = deps.logger.child({ user: request.userId, channel: channelId, thread: threadTs });
  if (offers.length === 0) return;
  if (!(await mayBeOffered('diagnose', request, { access: config.access, people, logger }))) {
    logger.info('not offered here');
    return;
  }
  const mark = `offer ${channelId} ${threadTs}`;
  try {
    if ((await queue.kept.read(mark)) !== undefined) return;
    // Written first: an offer too few is better than one too many.
    await queue.kept.write(mark, 'offered', rememberedMs);
    const reader = await readerFor(request, { ...deps, logger });
    const since = new Date(Number(threadTs) * 1000).toISOString();
    await notifier.post(
      { channelId, threadTs, since, again: false },
      { job: mark, part: 'offer' },
      renderOffer(offers, reader),
    );
    logger.info({ hosts: offers.map(({ host }) => host) }, 'offered');
  } catch (error) {
    if (!(error instanceof FerrymanError)) throw error;
    // Nobody waits for it.
    logger.warn({ err: error }, 'nothing was offered');
  }
}

const Value = z.object({ host: z.string(), target: z.string().optional() });

/** The button may be older than the inventory. */
function readButton(value: string | undefined, { config }: CommandDeps): Question {
  const { data } = Value.safeParse(buttonValue(value ?? ''));
  const host = readHost(data?.host ?? '', config, '/diagnose ');
  return host.kind === 'clear' ? readTarget(data?.target, host.host) : host;
}
