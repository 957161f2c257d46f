import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { commands, say, textOf } from '../support/conversation.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { judgeEnd, look, settled } from './faults/scene.ts';
import { openSite, type Site } from './faults/site.ts';
import { openLab, type Lab } from './lab.ts';
import { until } from './process.ts';
import { whyNoLab } from './skip.ts';

const FERRYMAN = fileURLToPath(new URL('../../bin/ferryman.js', import.meta.url));
const EVERYBODY = `access:
  teams: [T0FERRYMAN]
  diagnose: { everyone: true }
  fix-bridge: { everyone: true }
  approve: { everyone: true }
`;

/** scripts/fault-runs.ts kills the change's own process; this is the worker with its queue and its thread. */
describe.skipIf(whyNoLab() !== undefined)('a change that was approved in Slack', () => {
  let lab: Lab;
  let site: Site;
  let redis: RedisServer;
  let workspace: Workspace;
  const processes: ChildProcess[] = [];

  beforeAll(async () => {
    [lab, redis, workspace] = await Promise.all([openLab(), startRedis(), startWorkspace({ commands })]);
    site = await openSite(lab);
    await appendFile(site.config, EVERYBODY);
  }, 240_000);

  afterAll(async () => {
    for (const child of processes) {
      const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
      child.kill('SIGTERM');
      await gone;
    }
    await workspace?.stop();
    await redis?.stop();
    await lab?.close();
  });

  async function ferryman(command: 'bot' | 'worker'): Promise<ChildProcess> {
    const child = spawn(process.execPath, [FERRYMAN, command], {
      env: {
        PATH: process.env['PATH'],
        HOME: lab.directory,
        FERRYMAN_CONFIG: site.config,
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
    await until(`${command} started`, 60_000, async () =>
      log.includes(`${command} started`) ? true : undefined,
    );
    return child;
  }

  test('is ended by the next worker where the first is killed in the middle, and the thread says how', async () => {
    const { host } = site;
    const [first] = await Promise.all([ferryman('worker'), ferryman('bot')]);
    const before = await look(host);
    const said = await say(workspace, '/fix-bridge hz-shop 30003', { timeoutMs: 90_000 });
    if (said.kind !== 'thread') throw new Error(`no thread but: ${said.text}`);
    await workspace.click({ messageTs: said.ts, actionId: 'fix_approve', user: 'anna' });
    await until('the host changes itself', 60_000, async () =>
      (await host.run(['sh', '-c', 'ls /var/lib/ferryman/changes/*/state.applying'])).code === 0
        ? true
        : undefined,
    );
    first.kill('SIGKILL');
    await ferryman('worker');
    const told = () =>
      workspace
        .thread('migration', said.ts)
        .map((message) => textOf(message).join(' '))
        .join('\n');
    await until('the thread says how it ended', 90_000, async () =>
      told().includes('hz-shop is fixed') ? true : undefined,
    );
    const after = await settled(host, 30_000);
    expect({ state: after.state, wrong: judgeEnd(before, after) }).toEqual({ state: 'confirmed', wrong: [] });
    // By the host's own record it was begun once, and the job's second start ended it.
    expect(
      await host.sh(
        "cd /var/lib/ferryman/changes; cat */log | grep -c ' state applying$'; basename */fence.*",
      ),
    ).toBe('1\nfence.2\n');
    expect(told()).not.toMatch(/undone|taken back|Two workers/);
  }, 200_000);
});
