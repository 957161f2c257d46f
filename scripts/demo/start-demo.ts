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
import type { LogReport } from '../../src/report/logs.ts';
import type { Report } from '../../src/report/report.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

export interface Demo {
  readonly workspace: Workspace;
  /** Lets one browser into the dashboard; another one each time. */
  readonly dashboardLink: string;
  /** Types `/diagnose <text>` in the channel and waits for the finished card. */
  ask(text: string): Promise<Report>;
  /** The same of `/logs <text>`. */
  askForLog(text: string): Promise<LogReport>;
  stop(): Promise<void>;
}

const recorded = (name: string) =>
  fileURLToPath(new URL(`../../test/hosts/${name}/snapshot.json`, import.meta.url));
const CHANNEL = 'migration';
const ANSWER_MS = 60_000;
/** A button that only a finished card has. */
const DIAGNOSED = 'diagnose_again';
const LOG_READ = 'logs_follow';

const demoHosts: readonly Host[] = [
  { name: 'this-machine', via: { kind: 'local' }, tags: [], needs: [], source: 'the demo' },
  recordedHost('hz-shop', 'the-story-again'),
  recordedHost('hz-api', 'dotnet-shared-framework-missing-6.0'),
];

/** One of test/hosts, under a name of its own. */
export function recordedHost(name: string, as: string, more: Partial<Host> = {}): Host {
  return {
    name,
    via: { kind: 'snapshot', path: recorded(as) },
    tags: ['shop'],
    needs: [],
    source: 'the demo',
    ...more,
  };
}

/** Bot, worker, queue and a Slack-compatible workspace in this process, with this machine and two recorded hosts, or others. */
export async function startDemo(hosts: readonly Host[] = demoHosts): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-demo-'));
  const config = await demoConfig(folder, hosts);
  const reports: Report[] = [];
  const logs: LogReport[] = [];
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
      readLogs: async (request, run) => {
        const log = await flow.flows.readLogs(request, run);
        logs.push(log);
        return log;
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
  return {
    workspace,
    get dashboardLink() {
      return all.dashboardLink ?? '';
    },
    stop,
    ask: (text) => answered(workspace, `/diagnose ${text}`, DIAGNOSED, reports),
    askForLog: (text) => answered(workspace, `/logs ${text}`, LOG_READ, logs),
  };
}

/** Whatever the environment says of Slack, Redis and hosts, the demo stays on this machine. */
async function demoConfig(dataDir: string, hosts: readonly Host[]): Promise<Config> {
  const { home } = readEnvironment();
  const empty = await loadConfig({ env: {}, cwd: dataDir, home, whenAbsent: 'empty' });
  return { ...empty, hosts, queue: { kind: 'embedded', dataDir: join(dataDir, 'queue') }, logLevel: 'warn' };
}

/** Types a line and waits until its card has a button; what the card was drawn from. */
async function answered<T>(
  workspace: Workspace,
  line: string,
  button: string,
  drawn: readonly T[],
): Promise<T> {
  const before = new Set(workspace.messages(CHANNEL).map(({ ts }) => ts));
  const [command = '', ...words] = line.split(' ');
  await workspace.slash({ command, text: words.join(' '), channel: CHANNEL });
  await workspace.waitFor(() => {
    const root = workspace.messages(CHANNEL).find(({ ts }) => !before.has(ts));
    return JSON.stringify(root?.blocks ?? []).includes(button);
  }, ANSWER_MS);
  const last = drawn.at(-1);
  if (last === undefined) throw new Error('a card without a report');
  return last;
}
