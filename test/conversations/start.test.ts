import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBot } from '../../commands/index.ts';
import { Secret } from '../../src/config/secret.ts';
import type { SlackConfig } from '../../src/config/types.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { configIn, quiet } from '../support/conversation.ts';
import { unusedQueue } from '../support/unused-queue.ts';

const queue = unusedQueue();

let workspace: Workspace;
beforeEach(async () => {
  workspace = await startWorkspace();
});
afterEach(() => workspace.stop());

function start(slack: Partial<SlackConfig>) {
  const config = configIn(workspace);
  return startBot({ ...config, slack: { ...config.slack, ...slack } }, { logger: quiet, queue });
}

test('a token that Slack refuses is named as the reason why the bot does not start', async () => {
  await expect(start({ botToken: new Secret('xoxb-of-another-app') })).rejects.toMatchObject({
    code: 'slack-refused',
    message: 'Slack does not accept the bot token: invalid_auth.',
  });
});

test('a Slack that does not answer is not put down to the token', async () => {
  await expect(start({ apiUrl: 'http://127.0.0.1:1/api/' })).rejects.toMatchObject({
    code: 'slack-unreachable',
    next: expect.stringContaining('HTTPS_PROXY'),
  });
});
