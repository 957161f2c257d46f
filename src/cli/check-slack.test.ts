import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../config/secret.ts';
import type { SlackConfig } from '../config/types.ts';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../workspace/workspace.ts';
import { checkSlack } from './check-slack.ts';

let workspace: Workspace | undefined;
afterEach(async () => {
  await workspace?.stop();
  workspace = undefined;
});

const allScopes = [
  'commands',
  'chat:write',
  'users:read',
  'usergroups:read',
  'channels:history',
  'groups:history',
  'files:write',
  'app_mentions:read',
  'im:history',
  'im:write',
];

async function slackWith(options: WorkspaceOptions = {}): Promise<SlackConfig> {
  workspace = await startWorkspace({ scopes: allScopes, ...options });
  return {
    mode: 'socket',
    port: 3000,
    apiUrl: workspace.apiUrl,
    botToken: new Secret(workspace.botToken),
    appToken: new Secret(workspace.appToken),
  };
}

/** `failed: sentence`, one for each line. */
async function lines(slack: SlackConfig): Promise<string[]> {
  return (await checkSlack(slack, fetch)).map(({ kind, sentence }) => `${kind}: ${sentence}`);
}

describe('doctor asks Slack and', () => {
  it('says whose token it is and that both of them work', async () => {
    const found = await lines(await slackWith());
    expect(found).toEqual([
      expect.stringMatching(/^ok: SLACK_BOT_TOKEN belongs to \S+ in \S+/),
      'ok: The bot has all scopes that it uses: commands, chat:write, users:read, usergroups:read, app_mentions:read, im:history, im:write, files:write, channels:history, groups:history.',
      'ok: SLACK_APP_TOKEN opens Socket Mode connections.',
    ]);
    expect(workspace?.journal.calls.map(({ method }) => method).toSorted()).toEqual([
      'apps.connections.open',
      'auth.test',
    ]);
  });

  it('tells scopes that are needed from scopes without which less works', async () => {
    const found = await lines(
      await slackWith({ scopes: ['commands', 'chat:write', 'channels:history', 'groups:history'] }),
    );
    expect(found.slice(1)).toEqual([
      'failed: The bot lacks the scopes users:read.',
      'warning: The bot lacks the scope usergroups:read: rules of `access` that name user groups refuse everybody.',
      'warning: The bot lacks the scope app_mentions:read: nobody can ask by mentioning the bot.',
      'warning: The bot lacks the scope im:history: nobody can ask in a direct message.',
      'warning: The bot lacks the scope im:write: no person can be told of incidents.',
      'warning: The bot lacks the scope files:write: /logs cannot send the lines themselves as a file.',
      'ok: SLACK_APP_TOKEN opens Socket Mode connections.',
    ]);
  });

  it("repeats Slack's own word for a token that it refuses, and not the token", async () => {
    const slack = await slackWith();
    const found = await lines({
      ...slack,
      botToken: new Secret('xoxb-hunter2'),
      appToken: new Secret('xapp-hunter2'),
    });
    expect(found).toEqual([
      'failed: Slack refuses SLACK_BOT_TOKEN: invalid_auth.',
      'failed: Slack refuses SLACK_APP_TOKEN: invalid_auth.',
    ]);
  });

  it('names the token that is missing for the mode, which a worker may do without', async () => {
    const { appToken: _, ...slack } = await slackWith();
    expect(await lines(slack)).toContain(
      'warning: SLACK_APP_TOKEN is not set. Only the bot needs it, for Socket Mode; a worker does not.',
    );
    expect(await lines({ ...slack, mode: 'http' })).toContain(
      'warning: SLACK_SIGNING_SECRET is not set. Only the bot needs it, because slack.mode is http; a worker does not.',
    );
  });

  it('says that nobody answers instead of blaming the token', async () => {
    const slack = await slackWith();
    await workspace?.stop();
    workspace = undefined;
    for (const line of await lines(slack))
      expect(line).toMatch(/^failed: Slack cannot be asked: .*ECONNREFUSED/);
  });

  it('does not mistake a page of some proxy for an answer', async () => {
    const slack = await slackWith();
    const elsewhere = { ...slack, apiUrl: new URL('/nothing/here/', workspace?.url).href };
    for (const line of await lines(elsewhere))
      expect(line).toMatch(/^failed: Slack cannot be asked: \S+ answers 404 and no JSON/);
  });

  it('is content with no tokens at all', async () => {
    expect(await lines({ mode: 'socket', port: 3000 })).toEqual([
      'ok: No Slack tokens are set: the bot uses the local workspace.',
    ]);
  });
});
