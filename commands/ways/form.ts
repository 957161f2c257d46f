import type { ModalView } from '@slack/types';
import { type WebClient, WebAPIPlatformError } from '@slack/web-api';
import { sealUrl } from '../../src/notify/sealed-url.ts';
import { renderForm, renderFormRefusal, renderFormWait } from '../../src/render/slack/form.ts';
import { renderNote } from '../../src/render/slack/notes.ts';
import { type Reader, readerOf } from '../../src/text/reader.ts';
import { type Admission, mayAsk } from '../access.ts';
import type { Governed } from '../../src/config/types.ts';
import type { Request } from '../ask.ts';
import type { CommandDeps } from '../diagnose.ts';
import { readerFor } from '../reader.ts';
import type { FormMetadata } from './form-metadata.ts';
import { soon } from './soon.ts';
import type { TellDeps } from './tell-person.ts';

export interface FormDeps extends TellDeps {
  readonly client: Pick<WebClient, 'views'>;
}

export interface Draft {
  readonly host?: string | undefined;
  readonly target?: string | undefined;
  readonly found?: readonly string[];
  readonly fromMessage?: boolean;
}

/** What can be opened: who may have it, and what stands in it. */
export interface Form<Found> {
  readonly governs: Governed;
  /** Above what stands there until that is known. */
  title(reader: Reader): string;
  view(request: Request, found: Found, reader: Reader, deps: FormDeps): ModalView;
  /** What can be typed where it does not open. */
  readonly command: string;
}

const diagnosis: Form<Draft> = {
  governs: 'diagnose',
  title: ({ t }) => t`Diagnose`,
  view: formOf,
  command: '/diagnose <host>',
};

/**
 * How long a form may wait for what it shows. A trigger is good for three seconds, and some of them have passed when it arrives; who
 * needs longer sees a form that says so first.
 */
const waitMs = 700;

/**
 * Shows the form to whoever may ask. `draft` may take its time: what is not known soon comes into the form that stands there by then.
 * Where it says that there is nothing to ask any more, no form is shown, or the one that is there asks for no more than a click.
 */
export function openForm(
  request: Request,
  deps: FormDeps,
  draft: Promise<Draft & { readonly instead?: () => Promise<void> }> = Promise.resolve({}),
): Promise<void> {
  return openAsked(diagnosis, request, deps, draft);
}

/** The same for any form. */
export async function openAsked<Found>(
  form: Form<Found>,
  request: Request,
  deps: FormDeps,
  draft: Promise<Found & { readonly instead?: () => Promise<void> }>,
): Promise<void> {
  const logger = deps.logger.child({ user: request.userId, channel: request.channelId });
  const known = whoAsks(form, request, { ...deps, logger });
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
    await open(form, request, form.view(request, found, reader, deps), reader, { ...deps, logger });
    return;
  }
  const { config } = deps;
  const reader = readerOf(config.language.channels[request.channelId] ?? config.language.default);
  const wait = renderFormWait(form.title(reader), reader);
  const waiting = await open(form, request, wait, reader, { ...deps, logger });
  if (waiting === undefined) {
    await ready;
    return;
  }
  const [who, found] = await ready;
  await deps.client.views
    .update({ view_id: waiting.id, hash: waiting.hash, view: lateView(form, request, who, found, deps) })
    .catch((error: unknown) => logger.info({ err: error }, 'the form was closed before it was filled'));
}

interface Who {
  readonly reader: Reader;
  readonly admission: Admission;
}

async function whoAsks(
  { governs }: Pick<Form<unknown>, 'governs'>,
  request: Request,
  deps: CommandDeps,
): Promise<Who> {
  const { access } = deps.config;
  const [reader, admission] = await Promise.all([
    readerFor(request, deps),
    mayAsk(governs, request, { ...deps, access }),
  ]);
  return { reader, admission };
}

function lateView<Found>(
  form: Form<Found>,
  request: Request,
  { reader, admission }: Who,
  found: Found,
  deps: FormDeps,
): ModalView {
  return admission.kind === 'refused'
    ? renderFormRefusal(
        form.title(reader),
        reader.tell(admission.sentence),
        reader.tell(admission.next),
        reader,
      )
    : form.view(request, found, reader, deps);
}

function formOf(
  { channelId, threadTs, replyUrl }: Request,
  { host, target, found = [], fromMessage = false }: Draft,
  reader: Reader,
  { botToken }: FormDeps,
): ModalView {
  const metadata: FormMetadata = {
    channelId,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(replyUrl === undefined ? {} : { reply: sealUrl(replyUrl, botToken) }),
    language: reader.language,
    found: found.slice(0, 5),
  };
  return renderForm({ host, target, found, fromMessage, metadata: JSON.stringify(metadata) }, reader);
}

async function open(
  { command }: Pick<Form<unknown>, 'command'>,
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
      renderNote(t`The form did not open (${because}).`, t`Try again, or type it: ${command}`),
    );
    return undefined;
  }
}
