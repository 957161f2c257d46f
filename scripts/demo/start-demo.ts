import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { openFlow } from '../../src/cli/flow.ts';
import { startAll } from '../../src/cli/start-all.ts';
import { loadConfig } from '../../src/config/config.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import type { Config } from '../../src/config/types.ts';
import type { Host } from '../../src/hosts/host.ts';
import { createLogger } from '../../src/process/logger.ts';
import type { Report } from '../../src/report/report.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

export interface Demo {
  readonly workspace: Workspace;
  /** Types `/diagnose <text>` in the channel and waits for the finished card. */
  ask(text: string): Promise<Report>;
  stop(): Promise<void>;
}

const STORY = fileURLToPath(new URL('../../test/hosts/the-story/snapshot.json', import.meta.url));
const CHANNEL = 'migration';
const ANSWER_MS = 60_000;
/** Only a finished card can be asked to run again. */
const AGAIN = 'diagnose_again';

const hosts: readonly Host[] = [
  { name: 'this-machine', via: { kind: 'local' }, tags: [], needs: [], source: 'the demo' },
  { name: 'hz-shop', via: { kind: 'snapshot', path: STORY }, tags: ['shop'], needs: [], source: 'the demo' },
];

/** Bot, worker, queue and a Slack-compatible workspace in this process, with this machine and a recorded host. */
export async function startDemo(): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-demo-'));
  const config = await demoConfig(folder);
  const reports: Report[] = [];
  const flow = await openFlow(config);
  const all = await startAll(config, {
    logger: createLogger({ level: config.logLevel, process: 'up' }),
    flows: {
      ...flow.flows,
      diagnose: async (request, run) => {
        const diagnosis = await flow.flows.diagnose(request, run);
        reports.push(diagnosis.report);
        return diagnosis;
      },
    },
  });
  const stop = async () => {
    await all.stop();
    await flow.close();
    await rm(folder, { recursive: true, force: true });
  };
  const { workspace } = all;
  if (workspace === undefined) throw new Error('the demo has a workspace of its own');
  return { workspace, stop, ask: (text) => ask(workspace, text, reports) };
}

/** Whatever the environment says of Slack, Redis and hosts, the demo stays on this machine. */
async function demoConfig(dataDir: string): Promise<Config> {
  const { home } = readEnvironment();
  const empty = await loadConfig({ env: {}, cwd: dataDir, home, whenAbsent: 'empty' });
  return { ...empty, hosts, queue: { kind: 'embedded', dataDir: join(dataDir, 'queue') }, logLevel: 'warn' };
}

async function ask(workspace: Workspace, text: string, reports: readonly Report[]): Promise<Report> {
  const before = new Set(workspace.messages(CHANNEL).map(({ ts }) => ts));
  await workspace.slash({ command: '/diagnose', text, channel: CHANNEL });
  await workspace.waitFor(() => {
    const root = workspace.messages(CHANNEL).find(({ ts }) => !before.has(ts));
    return JSON.stringify(root?.blocks ?? []).includes(AGAIN);
  }, ANSWER_MS);
  const report = reports.at(-1);
  if (report === undefined) throw new Error('a card without a report');
  return report;
}
