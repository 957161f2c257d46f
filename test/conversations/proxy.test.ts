import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBot } from '../../commands/index.ts';
import { Secret } from '../../src/config/secret.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { startProxy } from '../support/proxy.ts';
import { configIn, openTestQueue, quiet } from '../support/conversation.ts';

let workspace: Workspace;
beforeEach(async () => {
  workspace = await startWorkspace();
});
afterEach(() => workspace.stop());

test('everything that goes to Slack goes through the proxy, the sockets as well', async () => {
  const proxy = await startProxy();
  const config = configIn(workspace);
  const queue = await openTestQueue();
  const slack = { ...config.slack, proxy: { url: new Secret(proxy.url), except: '' } };
  const bot = await startBot({ ...config, slack }, { logger: quiet, queue });
  // The Web API and two sockets.
  expect(proxy.tunnels).toBeGreaterThanOrEqual(3);
  await workspace.slash({ command: '/diagnose', text: 'nowhere' });
  await workspace.waitFor((now) => now.ephemerals('lin').length === 1);
  await bot.stop();
  await queue.close();
  await proxy.stop();
}, 60_000);
