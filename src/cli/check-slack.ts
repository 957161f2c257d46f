import type { FetchFunction } from '@slack/web-api';
import { z } from 'zod';
import type { Secret } from '../config/secret.ts';
import type { SlackConfig } from '../config/types.ts';
import { failed, ok, warning } from './check.ts';
import type { Check } from './check.ts';

/** What the app's manifest asks for; a token from before a change of the manifest lacks the new ones. */
const needed = ['commands', 'chat:write', 'users:read'];
const useful: readonly (readonly [scope: string, without: string])[] = [
  ['usergroups:read', 'rules of `access` that name user groups refuse everybody'],
  ['app_mentions:read', 'nobody can ask by mentioning the bot'],
  ['im:history', 'nobody can ask in a direct message'],
  ['im:write', 'no person can be told of incidents'],
  ['files:write', '/logs cannot send the lines themselves as a file'],
  ['channels:history', 'a message whose sending was cut off may be sent twice'],
  ['groups:history', 'a message whose sending was cut off may be sent twice in private channels'],
];

const deadlineMs = 10_000;
const reinstall =
  'Create the app from manifest.json again, or add the scope under OAuth & Permissions, and reinstall it.';

/** Asks Slack itself what the tokens are good for. Nothing is posted. */
export async function checkSlack(slack: SlackConfig, ask: FetchFunction): Promise<Check[]> {
  const { botToken, appToken, signingSecret, mode } = slack;
  if (!botToken && !appToken && !signingSecret) {
    return [ok('slack', 'No Slack tokens are set: the bot uses the local workspace.')];
  }
  const second =
    mode === 'socket' ? appTokenCheck(slack, ask) : Promise.resolve([signingSecretCheck(signingSecret)]);
  return (await Promise.all([botTokenCheck(slack, ask), second])).flat();
}

async function botTokenCheck(slack: SlackConfig, ask: FetchFunction): Promise<Check[]> {
  const { botToken } = slack;
  const where = 'Copy the Bot User OAuth Token (xoxb-…) of the app into SLACK_BOT_TOKEN.';
  if (!botToken) return [failed('slack', 'SLACK_BOT_TOKEN is not set.', where)];
  const answer = await call(slack, 'auth.test', botToken, ask);
  if (answer.kind === 'silent') return [silent(answer.because)];
  if (!answer.body.ok) return [refusal('SLACK_BOT_TOKEN', answer.body.error, where)];
  const { team, user } = answer.body;
  const scopes = answer.scopes;
  const lines = [ok('slack', `SLACK_BOT_TOKEN belongs to ${user ?? 'a bot'} in ${team ?? 'a workspace'}.`)];
  if (scopes.length === 0)
    return [...lines, warning('slack', 'Slack does not say which scopes the token has.', reinstall)];
  const missing = needed.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0)
    lines.push(failed('slack', `The bot lacks the scopes ${missing.join(', ')}.`, reinstall));
  for (const [scope, without] of useful) {
    if (!scopes.includes(scope))
      lines.push(warning('slack', `The bot lacks the scope ${scope}: ${without}.`, reinstall));
  }
  if (lines.length === 1)
    lines.push(
      ok(
        'slack',
        `The bot has all scopes that it uses: ${[...needed, ...useful.map(([scope]) => scope)].join(', ')}.`,
      ),
    );
  return lines;
}

async function appTokenCheck(slack: SlackConfig, ask: FetchFunction): Promise<Check[]> {
  const where =
    'Make an app-level token (xapp-…) with the scope connections:write, and set it as SLACK_APP_TOKEN.';
  if (!slack.appToken)
    return [
      warning(
        'slack',
        'SLACK_APP_TOKEN is not set. Only the bot needs it, for Socket Mode; a worker does not.',
        where,
      ),
    ];
  const answer = await call(slack, 'apps.connections.open', slack.appToken, ask);
  if (answer.kind === 'silent') return [silent(answer.because)];
  if (!answer.body.ok) return [refusal('SLACK_APP_TOKEN', answer.body.error, where)];
  return [ok('slack', 'SLACK_APP_TOKEN opens Socket Mode connections.')];
}

function signingSecretCheck(secret: Secret | undefined): Check {
  if (secret)
    return ok('slack', 'SLACK_SIGNING_SECRET is set; only a request from Slack can prove that it is right.');
  return warning(
    'slack',
    'SLACK_SIGNING_SECRET is not set. Only the bot needs it, because slack.mode is http; a worker does not.',
    'Copy it from Basic Information of the app.',
  );
}

function silent(because: string): Check {
  return failed(
    'slack',
    `Slack cannot be asked: ${because}.`,
    'See that this machine reaches slack.com over HTTPS, or that SLACK_API_URL is right.',
  );
}

function refusal(variable: string, error: string | undefined, where: string): Check {
  return failed('slack', `Slack refuses ${variable}: ${error ?? 'no reason given'}.`, where);
}

const Answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  user: z.string().optional(),
});

type Asked =
  | { readonly kind: 'answered'; readonly body: z.infer<typeof Answer>; readonly scopes: readonly string[] }
  | { readonly kind: 'silent'; readonly because: string };

async function call(
  { apiUrl }: SlackConfig,
  method: string,
  token: Secret,
  ask: FetchFunction,
): Promise<Asked> {
  try {
    const response = await ask(new URL(method, apiUrl ?? 'https://slack.com/api/'), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token.reveal()}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      signal: AbortSignal.timeout(deadlineMs),
    });
    const body = Answer.safeParse(await response.json().catch(() => undefined));
    if (!body.success) return { kind: 'silent', because: `${method} answers ${response.status} and no JSON` };
    const scopes = (response.headers.get('x-oauth-scopes') ?? '').split(',').map((scope) => scope.trim());
    return { kind: 'answered', body: body.data, scopes: scopes.filter((scope) => scope !== '') };
  } catch (error) {
    return { kind: 'silent', because: reasonOf(error) };
  }
}

/** fetch hides the reason one level down. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${deadlineMs / 1000} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
