import { appendFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { say, textOf } from '../support/conversation.ts';
import { judgeEnd, look, settled } from './faults/scene.ts';
import { openSite, type Site } from './faults/site.ts';
import { openLab, type Lab } from './lab.ts';
import { until } from './process.ts';
import { whyNoLab } from './skip.ts';
import { openSlackProcesses, type SlackProcesses } from './slack-processes.ts';

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
  let slack: SlackProcesses;

  beforeAll(async () => {
    [lab, slack] = await Promise.all([openLab(), openSlackProcesses()]);
    site = await openSite(lab);
    await appendFile(site.config, EVERYBODY);
  }, 240_000);

  afterAll(async () => {
    await slack?.stop();
    await lab?.close();
  });

  test('is ended by the next worker where the first is killed in the middle, and the thread says how', async () => {
    const { host } = site;
    const { workspace } = slack;
    const config = { file: site.config, home: lab.directory };
    const [first] = await Promise.all([slack.start('worker', config), slack.start('bot', config)]);
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
    await slack.start('worker', config);
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
