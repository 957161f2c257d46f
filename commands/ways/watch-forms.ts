import type { App, ViewSubmitAction } from '@slack/bolt';
import { rankHosts } from '../../src/hosts/rank-hosts.ts';
import type { Host } from '../../src/hosts/host.ts';
import { hostOption } from '../../src/render/slack/form.ts';
import { watchedActions } from '../../src/render/slack/home-watched.ts';
import {
  quietFields,
  quietFormId,
  renderQuietForm,
  renderWatchForm,
  watchFields,
  watchFormId,
} from '../../src/render/slack/watch-form.ts';
import { type Reader, readerOf } from '../../src/text/reader.ts';
import { readQuietWords } from '../../src/watches/words-quiet.ts';
import { readWatchWords } from '../../src/watches/words.ts';
import { withChannelIds } from '../../src/watches/words-channel.ts';
import { mayAsk } from '../access.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Answers } from '../answers.ts';
import type { Request, Unclear } from '../ask.ts';
import { askForQuiet } from '../quiet.ts';
import { plainText } from '../slack-text.ts';
import { askToUnwatch } from '../unwatch.ts';
import { askToWatch, type WatchDeps } from '../watch.ts';
import { type Form, type FormDeps, openAsked } from './form.ts';
import { type FormMetadata, readFormMetadata } from './form-metadata.ts';
import { homeRequest, type Homes } from './home.ts';
import { formRequest } from './sent-form.ts';

type WatchFormDeps = FormDeps & Pick<WatchDeps, 'watches'>;

const watchForm: Form<object> = {
  governs: 'watch',
  title: ({ t }) => t`Watch`,
  view: (request, _, reader, { config }) =>
    renderWatchForm(
      { hasDefault: config.notify.default !== undefined, metadata: metadataOf(request, reader) },
      reader,
    ),
  command: '/watch <host>',
};

const quietForm: Form<object> = {
  governs: 'quiet',
  title: ({ t }) => t`Keep quiet`,
  view: (request, _, reader) => renderQuietForm(metadataOf(request, reader), reader),
  command: '/quiet <host> for 2h because …',
};

function metadataOf({ channelId }: Request, { language }: Reader): string {
  return JSON.stringify({ channelId, language, found: [] } satisfies FormMetadata);
}

/**
 * The buttons of the home tab that have something watched or kept quiet, with their forms, and those that end it. What is sent is the
 * same words as behind the command, so that both ways refuse and answer the same.
 */
export function registerWatchForms(
  app: Pick<App, 'view' | 'options'>,
  answers: Answers,
  homes: Homes,
  deps: WatchFormDeps,
): void {
  for (const [actionId, form] of [
    [watchedActions.watch, watchForm],
    [watchedActions.quiet, quietForm],
  ] as const) {
    answers.toButton(actionId, async ({ ack, body, context }) => {
      await acknowledge(ack, context, deps);
      await openAsked(form, homeRequest(body, context, deps), deps, Promise.resolve({}));
    });
  }
  for (const [actionId, end] of [
    [watchedActions.unwatch, (id: string, request: Request) => askToUnwatch(id, request, deps)],
    [watchedActions.unquiet, (id: string, request: Request) => askForQuiet(`end ${id}`, request, deps)],
  ] as const) {
    answers.toButton(`${actionId}_`, async ({ ack, action, body, context }) => {
      await acknowledge(ack, context, deps);
      await end(action.value ?? '', homeRequest(body, context, deps));
      await homes.refresh(body.user.id);
    });
  }
  registerNames(app, watchFields.on, 'watch', deps);
  registerNames(app, quietFields.on, 'quiet', deps);
  registerSent(app, { id: watchFormId, read: readWatchForm, ask: askToWatch }, homes, deps);
  registerSent(app, { id: quietFormId, read: readQuietForm, ask: askForQuiet }, homes, deps);
}

/** What a form says, in the words of the command, or the field that is wrong. */
type Sent = { readonly kind: 'clear'; readonly text: string } | (Unclear & { readonly field: string });

interface Kind {
  readonly id: string;
  readonly read: (body: ViewSubmitAction, hosts: readonly Host[]) => Sent;
  readonly ask: (text: string, request: Request, deps: WatchFormDeps) => Promise<void>;
}

function registerSent(
  app: Pick<App, 'view'>,
  { id, read, ask }: Kind,
  homes: Homes,
  deps: WatchFormDeps,
): void {
  const submission = { type: 'view_submission', callback_id: id } as const;
  app.view<ViewSubmitAction>(submission, async ({ ack, body, context }) => {
    const metadata = readFormMetadata(body.view.private_metadata);
    const sent = read(body, deps.config.hosts);
    if (sent.kind === 'unclear') {
      const reader = readerOf(metadata?.language ?? deps.config.language.default);
      const errors = { [sent.field]: `${reader.tell(sent.sentence)} ${reader.tell(sent.next)}` };
      await acknowledge(() => ack({ response_action: 'errors', errors }), context, deps);
      return;
    }
    await acknowledge(() => ack(), context, deps);
    if (metadata === undefined) return;
    await ask(sent.text, formRequest(body, metadata, context, deps), deps);
    await homes.refresh(body.user.id);
  });
}

function readWatchForm({ view }: ViewSubmitAction, hosts: readonly Host[]): Sent {
  const { values } = view.state;
  const { on, ports, every, where } = watchFields;
  const channel = values[where]?.[where]?.selected_conversation ?? '';
  const text = [
    values[on]?.[on]?.selected_option?.value,
    values[ports]?.[ports]?.value,
    'every',
    values[every]?.[every]?.selected_option?.value,
    ...(channel === '' ? [] : ['in', `<#${channel}>`]),
  ].join(' ');
  const read = readWatchWords(plainText(withChannelIds(text)), hosts);
  return read.kind === 'unclear' ? { ...read, field: ports } : { kind: 'clear', text };
}

function readQuietForm({ view }: ViewSubmitAction, hosts: readonly Host[]): Sent {
  const { values } = view.state;
  const { on, span, because } = quietFields;
  const text = [
    values[on]?.[on]?.selected_option?.value,
    'for',
    values[span]?.[span]?.selected_option?.value,
    'because',
    values[because]?.[because]?.value,
  ].join(' ');
  const read = readQuietWords(plainText(text), [], hosts);
  return read.kind === 'unclear' ? { ...read, field: because } : { kind: 'clear', text };
}

/** Slack shows a hundred at most. */
const most = 100;
const mostTags = 30;

/** The menu of hosts and tags. */
function registerNames(
  app: Pick<App, 'options'>,
  actionId: string,
  what: 'watch' | 'quiet',
  { config, people, logger }: FormDeps,
): void {
  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: actionId },
    async ({ ack, options, context }) => {
      const asker = {
        userId: options.user.id,
        teamId: options.team?.id ?? context.teamId ?? '',
        enterpriseId: context.enterpriseId,
        userTeamId: options.user.team_id,
        channelId: readFormMetadata(options.view?.private_metadata)?.channelId ?? '',
      };
      const admission = await mayAsk(what, asker, { access: config.access, people, logger });
      await ack({ options: admission.kind === 'admitted' ? namesLike(options.value, config.hosts) : [] });
    },
  );
}

function namesLike(typed: string, hosts: readonly Host[]) {
  const tags = new Map<string, number>();
  for (const tag of hosts.flatMap((host) => host.tags)) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  const names = new Set(hosts.map(({ name }) => name));
  const likeTags = [...tags]
    .filter(([tag]) => !names.has(tag) && tag.toLowerCase().includes(typed.trim().toLowerCase()))
    .slice(0, mostTags)
    .map(([tag, count]) => hostOption(tag, [`${count} ×`]));
  const likeHosts = rankHosts(hosts, typed)
    .slice(0, most - likeTags.length)
    .map(({ name, site, tags: its }) => hostOption(name, [...(site === undefined ? [] : [site]), ...its]));
  return [...likeTags, ...likeHosts];
}
