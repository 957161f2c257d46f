import type { App, Context, MessageShortcut } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { respondTo } from '../../src/notify/respond.ts';
import { acknowledge } from '../acknowledge.ts';
import { ask, type Request } from '../ask.ts';
import { asDiagnosis } from '../diagnose.ts';
import { readTarget } from '../question.ts';
import { type Draft, type FormDeps, openForm } from './form.ts';
import { type Guess, guess, subjectsIn } from './subjects.ts';
import { textIn } from './text-in.ts';

/** In the menu of every message. */
export const diagnoseHereId = 'diagnose_here';

export interface ShortcutDeps extends FormDeps {
  readonly client: Pick<WebClient, 'views' | 'conversations'>;
}

/** "Diagnose here": what the message and its thread are about, asked in that thread; with the form where that is not sure. */
export function registerShortcut(app: Pick<App, 'shortcut'>, deps: ShortcutDeps): void {
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: diagnoseHereId },
    async ({ ack, shortcut, context }) => {
      await acknowledge(ack, context, deps);
      const request = shortcutRequest(shortcut, context, deps);
      const ofMessage = guess(subjectsIn(textIn(shortcut.message), deps.config));
      if (ofMessage.sure && ofMessage.target !== undefined) {
        await askAbout(ofMessage, request, deps);
        return;
      }
      await openForm(request, deps, draftOf(shortcut, request, deps));
    },
  );
}

/** With the thread around the message, which Slack has to be asked for. */
async function draftOf(
  { message, channel }: MessageShortcut,
  request: Request,
  deps: ShortcutDeps,
): Promise<Draft & { readonly instead?: () => Promise<void> }> {
  const { config } = deps;
  const thread = await threadText(channel.id, request.threadTs ?? message.ts, deps);
  const found = guess(subjectsIn(textIn(message), config), subjectsIn(thread, config));
  const [first] = found.hosts;
  return {
    host: first?.name,
    target: found.target,
    found: found.hosts.map(({ name }) => name),
    fromMessage: true,
    ...(found.sure ? { instead: () => askAbout(found, request, deps) } : {}),
  };
}

async function threadText(channel: string, ts: string, { client, logger }: ShortcutDeps): Promise<string> {
  try {
    const { messages = [] } = await client.conversations.replies({ channel, ts, limit: 50 });
    return messages.map((message) => textIn(message)).join('\n');
  } catch (error) {
    // In a channel without the bot the message alone has to do.
    logger.info({ err: error, channel }, 'the thread could not be read');
    return '';
  }
}

function askAbout({ hosts, target }: Guess, request: Request, deps: ShortcutDeps): Promise<void> {
  const [host] = hosts;
  if (host === undefined) throw new Error('only what names a host is sure');
  return ask(
    request,
    asDiagnosis(() => readTarget(target, host)),
    deps,
  );
}

function shortcutRequest(
  { user, team, channel, message, trigger_id, response_url, enterprise }: MessageShortcut,
  context: Context,
  deps: ShortcutDeps,
): Request {
  const thread: unknown = message['thread_ts'];
  return {
    userId: user.id,
    teamId: team?.id ?? context.teamId ?? '',
    enterpriseId: enterprise?.id ?? context.enterpriseId,
    userTeamId: user.team_id,
    channelId: channel.id,
    threadTs: typeof thread === 'string' ? thread : message.ts,
    triggerId: trigger_id,
    replyUrl: response_url,
    tell: (told) => respondTo(response_url, told, deps),
  };
}
