import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type All, startAll } from '../../src/cli/start-all.ts';
import type { Config } from '../../src/config/types.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import { configIn, quiet, say } from '../support/conversation.ts';
import { onlyFlows } from '../support/only-flows.ts';
import { storyReport } from '../support/reports.ts';

let dataDir: string;
let all: All | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ferryman-up-'));
});
afterEach(async () => {
  await all?.stop();
  all = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

async function withoutTokens(changes: Partial<Config> = {}): Promise<Config> {
  const workspace = await startWorkspace();
  const config = configIn(workspace, changes);
  await workspace.stop();
  return {
    ...config,
    access: { teams: [], rules: {} },
    slack: { mode: 'socket', port: 0 },
    queue: { kind: 'embedded', dataDir },
  };
}

const deps = {
  logger: quiet,
  flows: onlyFlows({
    diagnose: async ({ host }) => ({ report: storyReport(host.name) }),
  }),
};

test('with no Slack, no Redis and no rules, a question is answered in a workspace on this machine', async () => {
  all = await startAll(await withoutTokens({ health: { host: '127.0.0.1', port: 0 } }), deps);
  if (all.workspace === undefined) throw new Error('no workspace');
  expect(await say(all.workspace, '/diagnose web-1')).toMatchObject({ kind: 'thread' });
  expect(await say(all.workspace, '/diagnose web-1', { user: 'gus' })).toMatchObject({ kind: 'whisper' });
  expect((await fetch(`${all.healthUrl}/readyz`)).status).toBe(200);
  all.workspace.faults.cut('all');
  await expect
    .poll(async () => (await fetch(`${all?.healthUrl}/readyz`)).status, { timeout: 4_000 })
    .toBe(503);
}, 60_000);

test('rules for a real Slack and no tokens are a mistake, unless the workspace here is asked for', async () => {
  const meantForSlack = {
    ...(await withoutTokens()),
    access: { teams: ['T0123ABCD'], rules: {} },
  };
  await expect(startAll(meantForSlack, deps)).rejects.toMatchObject({
    code: 'slack-token-missing',
    next: expect.stringContaining('ferryman up --local'),
  });
  all = await startAll(meantForSlack, { ...deps, local: true });
  expect(all.workspace?.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
}, 60_000);

test('what was started is stopped where a later part does not start', async () => {
  const first = await startAll(await withoutTokens(), deps);
  const second = await withoutTokens();
  await expect(startAll(second, deps)).rejects.toMatchObject({ code: 'queue-folder-locked' });
  await first.stop();
  all = await startAll(second, deps);
  expect(await all.readiness()).toEqual([]);
}, 60_000);

test('the address that ferryman up prints opens the page', async () => {
  await writeFile(join(dataDir, 'ferryman.yaml'), 'hosts:\n  here: { local: true }\n');
  const up = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../bin/ferryman.js', import.meta.url)), 'up'],
    {
      cwd: dataDir,
      env: { PATH: process.env['PATH'], HOME: dataDir },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  try {
    let printed = '';
    for await (const chunk of up.stdout) {
      printed += String(chunk);
      if (printed.includes('Jobs are kept')) break;
    }
    const address = /http:\S+/.exec(printed)?.[0] ?? '';
    const answer = await fetch(address, { redirect: 'manual' });
    expect([200, 302, 303]).toContain(answer.status);
  } finally {
    up.kill('SIGTERM');
    await once(up, 'exit');
  }
}, 60_000);
