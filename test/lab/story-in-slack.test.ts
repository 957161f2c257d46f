import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { commands, say, textOf } from '../support/conversation.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { story } from './cases/story/story.ts';
import { openLab, type Lab } from './lab.ts';
import { stage, type Staged } from './play.ts';
import { until } from './process.ts';
import { whyNoLab } from './skip.ts';

const FERRYMAN = fileURLToPath(new URL('../../bin/ferryman.js', import.meta.url));
const EVERYBODY =
  'access:\n  teams: [T0FERRYMAN]\n  diagnose: { everyone: true }\n  logs: { everyone: true }\n';

/** The whole way: slash command, bot, Redis, worker, SSH to a real host, and back into the thread. */
describe.skipIf(whyNoLab() !== undefined)('the story, told in Slack', () => {
  let lab: Lab;
  let staged: Staged;
  let redis: RedisServer;
  let workspace: Workspace;
  const processes: ChildProcess[] = [];

  beforeAll(async () => {
    lab = await openLab();
    redis = await startRedis();
    workspace = await startWorkspace({ commands });
    staged = await stage(lab, story);
    await appendFile(staged.config, EVERYBODY);
    await Promise.all(['bot started', 'worker started'].map((wanted) => ferryman(wanted)));
  }, 240_000);

  afterAll(async () => {
    for (const child of processes) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    await workspace?.stop();
    await redis?.stop();
    await lab?.close();
  });

  /** Starts `ferryman bot` or `ferryman worker` and waits until its log says so. */
  async function ferryman(wanted: string): Promise<void> {
    const [command = ''] = wanted.split(' ');
    const child = spawn(process.execPath, [FERRYMAN, command], {
      env: {
        PATH: process.env['PATH'],
        HOME: lab.directory,
        FERRYMAN_CONFIG: staged.config,
        REDIS_URL: redis.url,
        SLACK_API_URL: workspace.apiUrl,
        SLACK_BOT_TOKEN: workspace.botToken,
        SLACK_APP_TOKEN: workspace.appToken,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    processes.push(child);
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
    await until(`"${wanted}" in the log`, 60_000, () =>
      Promise.resolve(log.includes(wanted) ? true : undefined),
    );
  }

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
