import type { FetchFunction } from '@slack/web-api';
import type { App, BlockButtonAction } from '@slack/bolt';
import { z } from 'zod';
import type { Config } from '../src/config/types.ts';
import { respondTo } from '../src/notify/respond.ts';
import { runAgainActionId } from '../src/render/slack/report.ts';
import { acknowledge } from './acknowledge.ts';
import { ask, type AskDeps } from './ask.ts';
import { readQuestion, readTarget, type Question } from './question.ts';

export interface CommandDeps extends AskDeps {
  readonly config: Config;
  readonly fetch?: FetchFunction | undefined;
}

export const diagnoseCommand = '/diagnose';

/** `/diagnose <host> [port|container|address:port|to <need>]`, and the button that asks the same once more. */
export function registerDiagnose(app: App, deps: CommandDeps): void {
  const { config, logger } = deps;

  app.command(diagnoseCommand, async ({ ack, command, context }) => {
    await acknowledge(ack, context, deps);
    await ask(
      {
        userId: command.user_id,
        teamId: command.team_id,
        enterpriseId: command.enterprise_id,
        channelId: command.channel_id,
        triggerId: command.trigger_id,
        replyUrl: command.response_url,
        read: () => readQuestion(command.text, config),
        tell: (message) => respondTo(command.response_url, message, { logger, fetch: deps.fetch }),
      },
      deps,
    );
  });

  app.action<BlockButtonAction>(runAgainActionId, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    const replyUrl = body.response_url;
    await ask(
      {
        userId: body.user.id,
        teamId: body.team?.id ?? context.teamId ?? '',
        enterpriseId: body.enterprise?.id ?? context.enterpriseId,
        userTeamId: body.user.team_id,
        channelId: body.channel?.id ?? '',
        threadTs: typeof body.container['thread_ts'] === 'string' ? body.container['thread_ts'] : undefined,
        triggerId: body.trigger_id,
        replyUrl,
        read: () => readButton(action.value, config),
        tell: (message) => respondTo(replyUrl, message, { logger, fetch: deps.fetch }),
      },
      deps,
    );
  });
}

const Button = z.object({ host: z.string(), target: z.string().optional() });

/** The button may be older than the inventory, so its host goes the same way as a typed one. */
function readButton(value: string | undefined, config: Config): Question {
  const { data } = Button.safeParse(safeJson(value ?? ''));
  const question = readQuestion(data?.host ?? '', config);
  return question.kind === 'clear' && data?.target !== undefined
    ? readTarget(data.target, question.host)
    : question;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
