/**
 * The main job without anything else: bot, worker, queue and a Slack-compatible workspace in one process. Asks by itself for
 * this machine and for a recorded host with the story's fault, then stays for the reader; `--once` ends after that.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { openFlow } from '../src/cli/flow.ts';
import { startAll, type All } from '../src/cli/start-all.ts';
import { readEnvironment } from '../src/config/environment.ts';
import { loadConfig } from '../src/config/config.ts';
import type { Config } from '../src/config/types.ts';
import type { Host } from '../src/hosts/host.ts';
import { createLogger } from '../src/process/logger.ts';
import { renderTerminal } from '../src/render/terminal.ts';
import type { Report } from '../src/report/report.ts';
import type { Workspace } from '../src/workspace/workspace.ts';

const STORY = fileURLToPath(new URL('../test/hosts/the-story/snapshot.json', import.meta.url));
const CHANNEL = 'migration';
const AGAIN = 'diagnose_again';
const ANSWER_MS = 60_000;

const hosts: readonly Host[] = [
  { name: 'this-machine', via: { kind: 'local' }, tags: [], needs: [], source: 'the demo' },
  { name: 'hz-shop', via: { kind: 'snapshot', path: STORY }, tags: ['shop'], needs: [], source: 'the demo' },
];
const questions = ['this-machine', 'hz-shop 30003'];

const reports: Report[] = [];
const once = process.argv.includes('--once');
const folder = await mkdtemp(join(tmpdir(), 'ferryman-demo-'));
const config = await demoConfig(folder);
const flow = await openFlow(config);
const all = await startAll(config, {
  logger: createLogger({ level: config.logLevel, process: 'up' }),
  diagnose: async (request, run) => {
    const diagnosis = await flow.diagnose(request, run);
    reports.push(diagnosis.report);
    return diagnosis;
  },
});
try {
  const workspace = workspaceOf(all);
  console.log(`A workspace like Slack, on this machine only: ${workspace.pageUrl}\n`);
  for (const text of questions) console.log(`${await ask(workspace, text)}\n`);
  if (!once) {
    console.log(`Type /diagnose hz-shop 30001 on the page: ${workspace.pageUrl}\nCtrl-C ends the demo.`);
    await untilInterrupted();
  }
} finally {
  await all.stop();
  await flow.close();
  await rm(folder, { recursive: true, force: true });
}
process.exit();

/** Whatever the environment says of Slack, Redis and hosts, the demo stays on this machine. */
async function demoConfig(dataDir: string): Promise<Config> {
  const { home } = readEnvironment();
  const empty = await loadConfig({ env: {}, cwd: dataDir, home, whenAbsent: 'empty' });
  return { ...empty, hosts, queue: { kind: 'embedded', dataDir: join(dataDir, 'queue') }, logLevel: 'warn' };
}

function workspaceOf({ workspace }: All): Workspace {
  if (workspace === undefined) throw new Error('the demo has a workspace of its own');
  return workspace;
}

/** The answer is posted in the workspace; the terminal shows the same report. */
async function ask(workspace: Workspace, text: string): Promise<string> {
  console.log(`> /diagnose ${text}`);
  const before = new Set(workspace.messages(CHANNEL).map(({ ts }) => ts));
  await workspace.slash({ command: '/diagnose', text, channel: CHANNEL });
  await workspace.waitFor(() => {
    const root = workspace.messages(CHANNEL).find(({ ts }) => !before.has(ts));
    // Only the finished card can be asked to run again.
    return JSON.stringify(root?.blocks ?? []).includes(AGAIN);
  }, ANSWER_MS);
  const report = reports.pop();
  return report === undefined
    ? ''
    : renderTerminal(report, { color: process.stdout.isTTY, width: process.stdout.columns ?? 100 });
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
