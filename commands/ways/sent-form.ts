import type { App, Context, ViewSubmitAction } from '@slack/bolt';
import { rankHosts } from '../../src/hosts/rank-hosts.ts';
import { respondTo } from '../../src/notify/respond.ts';
import { openUrl } from '../../src/notify/sealed-url.ts';
import { formFields, formId, hostOption } from '../../src/render/slack/form.ts';
import { readerOf } from '../../src/text/reader.ts';
import { mayAsk } from '../access.ts';
import { acknowledge } from '../acknowledge.ts';
import { ask, type Request } from '../ask.ts';
import { asDiagnosis } from '../diagnose.ts';
import { type Question, readHost, readTarget } from '../question.ts';
import { plainText } from '../slack-text.ts';
import type { FormDeps } from './form.ts';
import { type FormMetadata, readFormMetadata } from './form-metadata.ts';
import { tellPerson } from './tell-person.ts';

/** The form as it comes back, and the menu in it that asks for hosts. */
export function registerForm(app: Pick<App, 'view' | 'options'>, deps: FormDeps): void {
  const { config, people, logger } = deps;

  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: formFields.host },
    async ({ ack, options, context }) => {
      const metadata = readFormMetadata(options.view?.private_metadata);
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
      const metadata = readFormMetadata(body.view.private_metadata);
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
export function formRequest(
  { user, team, view, enterprise }: ViewSubmitAction,
  { channelId, threadTs, reply }: FormMetadata,
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
