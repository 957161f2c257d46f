import type { App, Context, ViewSubmitAction } from '@slack/bolt';
import { type WebClient, WebAPIPlatformError } from '@slack/web-api';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { rankHosts } from '../../src/hosts/rank-hosts.ts';
import { respondTo } from '../../src/notify/respond.ts';
import { openUrl, sealUrl } from '../../src/notify/sealed-url.ts';
import {
  formFields,
  formId,
  hostOption,
  renderForm,
  renderFormRefusal,
  renderFormWait,
} from '../../src/render/slack/form.ts';
import { renderNote } from '../../src/render/slack/notes.ts';
import { LANGUAGES } from '../../src/text/language.ts';
import { type Reader, readerOf } from '../../src/text/reader.ts';
import { type Admission, mayAsk } from '../access.ts';
import { acknowledge } from '../acknowledge.ts';
import { ask, type Request } from '../ask.ts';
import { asDiagnosis, type CommandDeps } from '../diagnose.ts';
import { type Question, readHost, readTarget } from '../question.ts';
import { readerFor } from '../reader.ts';
import { plainText } from '../slack-text.ts';
import { soon } from './soon.ts';
import { type TellDeps, tellPerson } from './tell-person.ts';

export interface FormDeps extends TellDeps {
  readonly client: Pick<WebClient, 'views'>;
}

export interface Draft {
  readonly host?: string | undefined;
  readonly target?: string | undefined;
  readonly found?: readonly string[];
  readonly fromMessage?: boolean;
}

/** What the form brings back: where it was opened. */
const Metadata = z.object({
  channelId: z.string(),
  threadTs: z.string().optional(),
  /** Slack's response_url, encrypted. */
  reply: z.string().optional(),
  language: z.enum(LANGUAGES),
  found: z.array(z.string()).default([]),
});
type Metadata = z.infer<typeof Metadata>;

/**
 * How long a form may wait for what it shows. A trigger is good for three seconds, and some of them have passed when it arrives; who
 * needs longer sees a form that says so first.
 */
const waitMs = 700;

/**
 * Shows the form to whoever may ask. `draft` may take its time: what is not known soon comes into the form that stands there by then.
 * Where it says that there is nothing to ask any more, no form is shown, or the one that is there asks for no more than a click.
 */
export async function openForm(
  request: Request,
  deps: FormDeps,
  draft: Promise<Draft & { readonly instead?: () => Promise<void> }> = Promise.resolve({}),
): Promise<void> {
  const logger = deps.logger.child({ user: request.userId, channel: request.channelId });
  const known = whoAsks(request, { ...deps, logger });
  const ready = Promise.all([known, draft]);
  const first = await soon(ready, waitMs);
  if (first !== undefined) {
    const [{ reader, admission }, found] = first;
    if (admission.kind === 'refused') {
      await request.tell(renderNote(reader.tell(admission.sentence), reader.tell(admission.next)));
      return;
    }
    if (found.instead !== undefined) {
      await found.instead();
      return;
    }
    await open(request, formOf(request, found, reader, deps), reader, { ...deps, logger });
    return;
  }
  const { config } = deps;
  const reader = readerOf(config.language.channels[request.channelId] ?? config.language.default);
  const waiting = await open(request, renderFormWait(reader), reader, { ...deps, logger });
  if (waiting === undefined) {
    await ready;
    return;
  }
  const [who, found] = await ready;
  await deps.client.views
    .update({ view_id: waiting.id, hash: waiting.hash, view: lateView(request, who, found, deps) })
    .catch((error: unknown) => logger.info({ err: error }, 'the form was closed before it was filled'));
}

interface Who {
  readonly reader: Reader;
  readonly admission: Admission;
}

async function whoAsks(request: Request, deps: CommandDeps): Promise<Who> {
  const { access } = deps.config;
  const [reader, admission] = await Promise.all([
    readerFor(request, deps),
    mayAsk('diagnose', request, { ...deps, access }),
  ]);
  return { reader, admission };
}

function lateView(request: Request, { reader, admission }: Who, draft: Draft, deps: FormDeps): ModalView {
  return admission.kind === 'refused'
    ? renderFormRefusal(reader.tell(admission.sentence), reader.tell(admission.next), reader)
    : formOf(request, draft, reader, deps);
}

function formOf(
  { channelId, threadTs, replyUrl }: Request,
  { host, target, found = [], fromMessage = false }: Draft,
  reader: Reader,
  { botToken }: FormDeps,
): ModalView {
  const metadata: Metadata = {
    channelId,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(replyUrl === undefined ? {} : { reply: sealUrl(replyUrl, botToken) }),
    language: reader.language,
    found: found.slice(0, 5),
  };
  return renderForm({ host, target, found, fromMessage, metadata: JSON.stringify(metadata) }, reader);
}

async function open(
  request: Request,
  view: ModalView,
  { t }: Reader,
  { client, logger }: Pick<FormDeps, 'client' | 'logger'>,
): Promise<{ id: string; hash: string } | undefined> {
  try {
    const opened = await client.views.open({ trigger_id: request.triggerId, view });
    return { id: opened.view?.id ?? '', hash: opened.view?.hash ?? '' };
  } catch (error) {
    const because = error instanceof WebAPIPlatformError ? error.data.error : 'no answer';
    logger.warn({ err: error, because }, 'no form was opened');
    await request.tell(
      renderNote(t`The form did not open (${because}).`, t`Try again, or type the host: /diagnose <host>`),
    );
    return undefined;
  }
}

/** The form as it comes back, and the menu in it that asks for hosts. */
export function registerForm(app: Pick<App, 'view' | 'options'>, deps: FormDeps): void {
  const { config, people, logger } = deps;

  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: formFields.host },
    async ({ ack, options, context }) => {
      const metadata = readMetadata(options.view?.private_metadata);
      const asker = {
        userId: options.user.id,
        teamId: options.team?.id ?? context.teamId ?? '',
        enterpriseId: context.enterpriseId,
        userTeamId: options.user.team_id,
        channelId: metadata?.channelId ?? '',
      };
      const admission = await mayAsk('diagnose', asker, { access: config.access, people, logger });
      const hosts = admission.kind === 'admitted' ? offered(options.value, metadata?.found ?? [], deps) : [];
      await ack({ options: hosts });
    },
  );

  app.view<ViewSubmitAction>(
    { type: 'view_submission', callback_id: formId },
    async ({ ack, body, context }) => {
      const metadata = readMetadata(body.view.private_metadata);
      if (metadata === undefined) {
        await acknowledge(() => ack(), context, deps);
        return;
      }
      const reader = readerOf(metadata.language);
      const question = readForm(body, deps);
      if (question.kind === 'unclear') {
        const sentences = [question.sentence, question.next].map((one) => reader.tell(one)).join(' ');
        const errors = { [question.field]: sentences };
        await acknowledge(() => ack({ response_action: 'errors', errors }), context, deps);
        return;
      }
      await acknowledge(() => ack(), context, deps);
      const diagnosis = asDiagnosis(() => question);
      await ask(formRequest(body, metadata, context, deps), diagnosis, deps);
    },
  );
}

/** Slack shows a hundred at most. */
const mostOptions = 100;

function offered(typed: string, found: readonly string[], { config }: Pick<FormDeps, 'config'>) {
  const ranked = rankHosts(config.hosts, typed);
  const first = typed.trim() === '' ? ranked.filter(({ name }) => found.includes(name)) : [];
  return [...first, ...ranked.filter((host) => !first.includes(host))]
    .slice(0, mostOptions)
    .map(({ name, site, tags }) => hostOption(name, [...(site === undefined ? [] : [site]), ...tags]));
}

function readMetadata(text: string | undefined): Metadata | undefined {
  try {
    return Metadata.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

type FormQuestion =
  | Extract<Question, { kind: 'clear' }>
  | (Extract<Question, { kind: 'unclear' }> & { readonly field: string });

function readForm({ view }: ViewSubmitAction, { config }: Pick<FormDeps, 'config'>): FormQuestion {
  const { host: hostField, target: targetField } = formFields;
  const name = view.state.values[hostField]?.[hostField]?.selected_option?.value ?? '';
  const host = readHost(name, config, '');
  if (host.kind === 'unclear') return { ...host, field: hostField };
  const target = plainText(view.state.values[targetField]?.[targetField]?.value ?? '');
  const question = readTarget(target === '' ? undefined : target, host.host);
  return question.kind === 'unclear' ? { ...question, field: targetField } : question;
}

/** One form is one request, however often Slack delivers it. */
function formRequest(
  { user, team, view, enterprise }: ViewSubmitAction,
  { channelId, threadTs, reply }: Metadata,
  context: Context,
  deps: FormDeps,
): Request {
  const replyUrl = reply === undefined ? undefined : openUrl(reply, deps.botToken);
  const triggerId = `form ${view.id}`;
  return {
    userId: user.id,
    teamId: team?.id ?? context.teamId ?? '',
    enterpriseId: enterprise?.id ?? context.enterpriseId,
    userTeamId: user.team_id,
    channelId,
    threadTs,
    replyUrl,
    triggerId,
    tell:
      replyUrl === undefined
        ? tellPerson({ channelId, userId: user.id, threadTs, triggerId, at: deps.clock() }, deps)
        : (message) => respondTo(replyUrl, message, deps),
  };
}
