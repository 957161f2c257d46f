import { appendFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { say, textOf } from '../support/conversation.ts';
import { story } from './cases/story/story.ts';
import { openLab, type Lab } from './lab.ts';
import { stage, type Staged } from './play.ts';
import { until } from './process.ts';
import { whyNoLab } from './skip.ts';
import { openSlackProcesses, type SlackProcesses } from './slack-processes.ts';

const EVERYBODY =
  'access:\n  teams: [T0FERRYMAN]\n  diagnose: { everyone: true }\n  logs: { everyone: true }\n';

/** The whole way: slash command, bot, Redis, worker, SSH to a real host, and back into the thread. */
describe.skipIf(whyNoLab() !== undefined)('the story, told in Slack', () => {
  let lab: Lab;
  let staged: Staged;
  let slack: SlackProcesses;
  let workspace: Workspace;

  beforeAll(async () => {
    lab = await openLab();
    slack = await openSlackProcesses();
    ({ workspace } = slack);
    staged = await stage(lab, story);
    await appendFile(staged.config, EVERYBODY);
    const config = { file: staged.config, home: lab.directory };
    await Promise.all([slack.start('bot', config), slack.start('worker', config)]);
  }, 240_000);

  afterAll(async () => {
    await slack?.stop();
    await lab?.close();
  });

  test('/diagnose hz-shop 30003 names the bridge, shows the route that proves it, and says what to do', async () => {
    const said = await say(workspace, '/diagnose hz-shop 30003', { timeoutMs: 90_000 });
    if (said.kind !== 'thread') throw new Error(`no thread but: ${said.text}`);
    const [card = '', ...evidence] = said.text;
    expect(card).toContain("Docker's bridge");
    expect(card).toContain('bip');
    expect([card, ...evidence].join('\n')).toMatch(/192\.168\.0\.2 dev eth0 src 192\.168\.0\.10/);
  });

  test('/diagnose hz-shop 30001 finds nothing wrong', async () => {
    const said = await say(workspace, '/diagnose hz-shop 30001', { timeoutMs: 90_000 });
    if (said.kind !== 'thread') throw new Error(`no thread but: ${said.text}`);
    expect(said.text[0]).toContain('🟢');
  });

  test('/logs topapi finds it, sends its lines as a file, and follows what it writes', async () => {
    const said = await say(workspace, '/logs topapi tail 5 follow 20s', { timeoutMs: 90_000 });
    if (said.kind !== 'thread') throw new Error(`no thread but: ${said.text}`);
    expect(said.text[0]).toMatch(/hz-shop, container topapi/);
    const following = () =>
      workspace.thread('migration', said.ts).map((message) => textOf(message).join(' '));
    await until('the log is followed', 60_000, () =>
      Promise.resolve(
        following().some((text) => text.includes('Following the log of topapi')) ? true : undefined,
      ),
    );
    const write = "echo 'password=hunter2 for the shop' > /proc/1/fd/1; echo written here > /proc/1/fd/1";
    await until('the line is shown', 30_000, async () => {
      await staged.host.must(['docker', 'exec', 'topapi', 'sh', '-c', write]);
      return following().some((text) => text.includes('written here')) ? true : undefined;
    });
    await until('it ends', 40_000, () =>
      Promise.resolve(following().some((text) => text.includes('⏹ Ended after 20')) ? true : undefined),
    );
    expect(following().join('\n')).not.toContain('hunter2');
    expect(following().join('\n')).toMatch(/password=‹secret [0-9a-f]+› for the shop/);
  });
});
