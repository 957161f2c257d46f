import { z } from 'zod';
import type { KnownBlock } from '@slack/types';
import { FerrymanError } from '../src/errors.ts';
import type { Host } from '../src/hosts/host.ts';
import { lookUpHost } from '../src/hosts/inventory.ts';
import { traceIdHere } from '../src/process/log-context.ts';
import type { Notifier } from '../src/notify/notifier.ts';
import { readSigned } from '../src/notify/signed-value.ts';
import { decisionIdOf, fixApplyJobs } from '../src/queue/fix-apply-job.ts';
import { jobIdOf } from '../src/queue/keys.ts';
import { PlanButton } from '../src/render/slack/fix-buttons.ts';
import { renderDecided, renderTooLate } from '../src/render/slack/fix-decision.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import type { FixDecision } from '../src/report/fix.ts';
import { english, type Reader, readerOf } from '../src/text/reader.ts';
import { say, type Text } from '../src/text/say.ts';
import { type Admission, mayAsk } from './access.ts';
import { askedBy, type AskDeps, type Request } from './ask.ts';
import { buttonValue } from './button-value.ts';
import { readerFor } from './reader.ts';
import type { Config } from '../src/config/types.ts';

export interface DecisionDeps extends AskDeps {
  readonly config: Config;
  readonly notifier: Pick<Notifier, 'permalink' | 'edit'>;
}

export interface Click {
  readonly kind: 'approved' | 'declined';
  /** Of the button; signed. */
  readonly value: string;
  readonly request: Request;
  /** Of the message that holds the button. */
  readonly ts: unknown;
  /** The message as Slack shows it. */
  readonly card: unknown;
}

/**
 * From a click to one decision: whose button it is, who may, whether the plan still stands, and who was first. Only the store says who was;
 * buttons that one sees may be gone for everybody else.
 */
export async function decide(click: Click, deps: DecisionDeps): Promise<void> {
  const { request, kind } = click;
  const traceId = traceIdHere();
  const logger = deps.logger.child({ traceId, user: request.userId, channel: request.channelId });
  const button = readButton(click, deps);
  const reader = await readerFor(request, { ...deps, logger });
  const note = (sentence: Text | string, next: Text | string) =>
    request.tell(renderNote(reader.tell(sentence), reader.tell(next)));
  if (button === undefined) {
    logger.warn('a button that is not of this message');
    await note(say`This button is not one that Ferryman put here.`, say`Plan again: /fix-bridge`);
    return;
  }
  const about = { change: button.id, host: button.host, kind };
  const admission = await mayDecide(kind, button, request, { ...deps, logger });
  if (admission.kind === 'refused') {
    logger.info({ ...about, because: english.tell(admission.sentence) }, 'refused');
    await note(admission.sentence, admission.next);
    return;
  }
  const now = deps.clock();
  const decision: FixDecision = {
    kind: now < Date.parse(button.expiresAt) ? kind : 'expired',
    by: request.userId,
    at: new Date(now).toISOString(),
    click: jobIdOf(request),
  };
  try {
    const card = button.language === undefined ? reader : readerOf(button.language);
    const standing = await claim(button, decision, { ...deps, traceId, request, card });
    const job = { kind: fixApplyJobs, jobId: decisionIdOf(button), site: siteOf(button, deps) };
    deps.onAsked?.(job, request);
    logger.info({ ...about, first: standing.click === decision.click, stands: standing.kind }, 'decided');
    await show(click, button, standing, { ...deps, logger, card });
    if (standing.click !== decision.click) await request.tell(renderTooLate(standing, reader));
    else if (standing.kind === 'expired') {
      const { host } = button;
      await note(
        say`The plan for ${host} was good for fifteen minutes and has expired; nothing was done.`,
        say`Plan again: /fix-bridge ${host}`,
      );
    } else if (
      standing.kind === 'approved' &&
      !(await deps.queue.hasWorker(fixApplyJobs, siteOf(button, deps)))
    ) {
      await note(
        say`Approved, but no worker serves ${siteOf(button, deps) ?? say`hosts without a site`} right now.`,
        say`It begins when one does before the plan expires; after that nothing is done.`,
      );
    }
  } catch (error) {
    logger.error({ err: error, ...about }, 'not decided');
    if (!(error instanceof FerrymanError)) throw error;
    await note(error.sentence, error.advice);
  }
}

function readButton({ value, ts, request }: Click, { botToken }: DecisionDeps): PlanButton | undefined {
  const text = readSigned(value, botToken);
  const { data } = PlanButton.safeParse(text === undefined ? undefined : buttonValue(text));
  return data?.channelId === request.channelId && data.ts === ts ? data : undefined;
}

/** Approvers; and who asked may take the question back. */
async function mayDecide(
  kind: Click['kind'],
  { host: name, askedBy: asker }: PlanButton,
  request: Request,
  { config, people, logger }: DecisionDeps,
): Promise<Admission> {
  const deps = { access: config.access, people, logger };
  const admission = await mayAsk('approve', request, deps);
  if (kind === 'declined') {
    return admission.kind === 'refused' && request.userId === asker
      ? mayAsk('fix-bridge', request, deps)
      : admission;
  }
  if (admission.kind === 'refused') return admission;
  const found = lookUpHost(config, name);
  if (found.kind !== 'found') {
    const sentence = say`${name} is not in the inventory any more.`;
    return { kind: 'refused', sentence, next: say`Whoever runs Ferryman can add it again to ferryman.yaml.` };
  }
  if (needsSomebodyElse(found.host, asker, request.userId)) {
    const sentence = say`${name} is tagged prod, and you asked for this plan yourself.`;
    return {
      kind: 'refused',
      sentence,
      next: say`Somebody else who may approve has to look at it and approve.`,
    };
  }
  return admission;
}

/** What is tagged prod is not changed by one person alone: whoever asked for the plan does not approve it. */
export function needsSomebodyElse({ tags }: Pick<Host, 'tags'>, asker: string, userId: string): boolean {
  return asker === userId && tags.some((tag) => tag.toLowerCase() === 'prod');
}

interface Told {
  /** Whoever reads the card and its thread: they go on in the language in which they began. */
  readonly card: Reader;
}

/** The first decision about this plan, which may be another one. */
async function claim(
  button: PlanButton,
  decision: FixDecision,
  deps: DecisionDeps & Told & { readonly traceId: string; readonly request: Request },
): Promise<FixDecision> {
  const first = await deps.queue.first(fixApplyJobs, {
    jobId: decisionIdOf(button),
    site: siteOf(button, deps),
    job: {
      ...askedBy(deps.request, deps.traceId, deps.card, deps),
      decision,
      // Its schema leaves out what binds the button to its message.
      fix: { ...button, approvedBy: decision.by, approvedAt: decision.at },
    },
  });
  return first.decision;
}

function siteOf({ host }: PlanButton, { config }: Pick<DecisionDeps, 'config'>): string | undefined {
  const found = lookUpHost(config, host);
  return found.kind === 'found' ? found.host.site : undefined;
}

/** Slack hands out what it made of the blocks; they go back as they came. */
const Card = z.object({
  text: z.string().catch(''),
  blocks: z.array(z.custom<KnownBlock>((block) => typeof block === 'object' && block !== null)),
});

async function show(
  { card }: Click,
  { channelId, ts, host }: PlanButton,
  decision: FixDecision,
  { notifier, logger, card: reader }: DecisionDeps & Told,
): Promise<void> {
  const { data } = Card.safeParse(card);
  try {
    await notifier.edit(
      { channelId, ts },
      renderDecided(data ?? { text: '', blocks: [] }, decision, host, reader),
    );
  } catch (error) {
    // The decision stands, and whoever clicks what is still there hears of it.
    logger.error({ err: error }, 'the buttons were not replaced');
  }
}
