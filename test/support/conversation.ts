import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { startBot, type Bot } from '../../commands/index.ts';
import { Secret } from '../../src/config/secret.ts';
import type { Access, Config } from '../../src/config/types.ts';
import type { Host } from '../../src/hosts/host.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import type { JobQueue } from '../../src/queue/queue.ts';
import {
  startWorkspace,
  type Ephemeral,
  type Message,
  type Workspace,
} from '../../src/workspace/workspace.ts';
import { type Flows, startWorker, type Worker, type WorkerDeps } from '../../workers/index.ts';
import { onlyFlows } from './only-flows.ts';

/** The real bot and worker in the local workspace; only the flow behind them is the test's. */
export interface Conversation {
  readonly workspace: Workspace;
  readonly bot: Bot;
  readonly worker: Worker;
  /** Types a command and waits for the end of its thread, or for the sentence that refuses it. */
  readonly say: (line: string, as?: SayOptions) => Promise<Said>;
  /** The threads of a channel, as text, root first. */
  readonly threads: (channel?: string) => string[][];
  stop(): Promise<void>;
}

export type Said =
  | { readonly kind: 'thread'; readonly ts: string; readonly text: string[] }
  | { readonly kind: 'whisper'; readonly text: string };

/** The app's own, and one that its manifest promises and no code answers. */
export const commands = [
  { command: '/diagnose', should_escape: true },
  { command: '/logs', should_escape: true },
  { command: '/fix-bridge', should_escape: true },
  { command: '/watch', should_escape: true },
  { command: '/unwatch', should_escape: true },
  { command: '/quiet', should_escape: true },
  { command: '/status', should_escape: true },
  { command: '/ferryman', should_escape: true },
  { command: '/forgotten' },
];

function host(name: string, changes: Partial<Host> = {}): Host {
  return { name, via: { kind: 'local' }, tags: [], needs: [], source: 'ferryman.yaml:2', ...changes };
}

const everybody: Access = {
  teams: ['T0FERRYMAN'],
  rules: {
    diagnose: { everyone: true, users: [], groups: [], channels: [] },
    logs: { everyone: true, users: [], groups: [], channels: [] },
    'fix-bridge': { everyone: true, users: [], groups: [], channels: [] },
    watch: { everyone: true, users: [], groups: [], channels: [] },
    quiet: { everyone: true, users: [], groups: [], channels: [] },
    status: { everyone: true, users: [], groups: [], channels: [] },
    approve: { everyone: true, users: [], groups: [], channels: [] },
  },
};

export function configIn(workspace: Workspace, changes: Partial<Config> = {}): Config {
  return {
    hosts: [host('web-1'), host('web-2'), host('hz-shop')],
    refused: [],
    notes: [],
    rules: [],
    inventories: { sshConfig: [], ansible: [] },
    redact: { patterns: [] },
    access: everybody,
    reserved: [],
    support: [],
    slack: {
      mode: 'socket',
      port: 0,
      apiUrl: workspace.apiUrl,
      botToken: new Secret(workspace.botToken),
      appToken: new Secret(workspace.appToken),
    },
    ssh: { passphraseFor: () => undefined },
    queue: { kind: 'embedded', dataDir: '/nonexistent' },
    worker: { concurrency: 4 },
    audit: { file: join(tmpdir(), `ferryman-conversation-${process.pid}`, 'audit.jsonl') },
    cases: join(tmpdir(), `ferryman-conversation-${process.pid}`, 'cases'),
    health: { host: '127.0.0.1' },
    language: { default: 'en', channels: {} },
    logLevel: 'silent',
    workspace: { port: 0 },
    dashboard: { host: '127.0.0.1' },
    watch: {
      everyMs: 300_000,
      wholeMs: 3_600_000,
      unseenLooks: 3,
      flapping: { times: 3, withinMs: 3_600_000, calmMs: 1_800_000 },
      on: [],
    },
    notify: { destinations: [], routes: [], feishu: { url: 'https://open.feishu.cn' } },
    ...changes,
  };
}

export const quiet: Logger = pino({ level: process.env['FERRYMAN_TEST_LOG'] ?? 'silent' });

/** A queue inside the process; it takes seconds to open, so a file's tests share one. */
export async function openTestQueue(): Promise<JobQueue> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ferryman-conversation-'));
  const queue = await openQueue({ kind: 'embedded', dataDir }, { logger: quiet });
  return {
    ...queue,
    async close() {
      await queue.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function startConversation(
  queue: JobQueue,
  flows: Partial<Flows>,
  changes: Partial<Config> & Pick<WorkerDeps, 'deadlineMs' | 'follow' | 'fix' | 'deskEveryMs'> = {},
): Promise<Conversation> {
  const workspace = await startWorkspace({ commands });
  const { deadlineMs, follow, fix, deskEveryMs, ...configChanges } = changes;
  const config = configIn(workspace, configChanges);
  const worker = await startWorker(config, {
    logger: quiet,
    flows: onlyFlows(flows),
    queue,
    drainMs: 5_000,
    ...(follow === undefined ? {} : { follow }),
    ...(fix === undefined ? {} : { fix }),
    ...(deskEveryMs === undefined ? {} : { deskEveryMs }),
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
  const bot = await startBot(config, { logger: quiet, queue });
  return {
    workspace,
    bot,
    worker,
    say: (line, as) => say(workspace, line, as),
    threads: (channel = 'migration') => threads(workspace, channel),
    async stop() {
      await bot.stop();
      await worker.stop();
      await workspace.stop();
    },
  };
}

export interface SayOptions {
  readonly user?: string;
  readonly channel?: string;
  readonly timeoutMs?: number;
}

export async function say(
  workspace: Workspace,
  line: string,
  { user = 'lin', channel = 'migration', timeoutMs = 15_000 }: SayOptions = {},
): Promise<Said> {
  const [command = '', ...words] = line.split(' ');
  const known = new Set(workspace.messages(channel).map(({ ts }) => ts));
  const heard = workspace.ephemerals(user).length;
  await workspace.slash({ command, text: words.join(' '), user, channel });
  return workspace.waitFor((now): Said | undefined => {
    const whisper = now.ephemerals(user).slice(heard).find(isRefusal);
    if (whisper !== undefined) return { kind: 'whisper', text: textOf(whisper).join(' ') };
    const root = roots(now, channel).find(({ ts }) => !known.has(ts));
    if (root === undefined || !isFinished(now, channel, root)) return undefined;
    return { kind: 'thread', ts: root.ts, text: threadText(now, channel, root.ts) };
  }, timeoutMs);
}

/** Everything that the app whispers but the receipt of a queued job. */
function isRefusal(whisper: Ephemeral): boolean {
  return !/^(?:Queued|已加入队列)/.test(whisper.text);
}

/** The card has its button; a diagnosis has its evidence below, a log its lines. */
function isFinished(workspace: Workspace, channel: string, root: Message): boolean {
  const text = JSON.stringify(root.blocks ?? []);
  if (text.includes('logs_read_again') || text.includes('logs_read_pick')) return true;
  if (/fix_approve|nothing to (?:fix|approve)|nothing was planned|无需修复|没有制定方案/i.test(text))
    return true;
  if (text.includes('logs_follow')) return workspace.thread(channel, root.ts).length > 1;
  if (!text.includes('diagnose_again')) return false;
  return /was not diagnosed|未能诊断/.test(text) || workspace.thread(channel, root.ts).length > 1;
}

export function roots(workspace: Workspace, channel: string): Message[] {
  return workspace
    .messages(channel)
    .filter(({ ts, thread_ts }) => thread_ts === undefined || thread_ts === ts);
}

export function threads(workspace: Workspace, channel: string): string[][] {
  return roots(workspace, channel).map(({ ts }) => threadText(workspace, channel, ts));
}

function threadText(workspace: Workspace, channel: string, ts: string): string[] {
  return workspace.thread(channel, ts).map((message) => textOf(message).join(' '));
}

/** What a person reads of a message: the texts of its blocks, in order. */
export function textOf(message: { text: string; blocks?: unknown }): string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if ((key === 'text' || key === 'title') && typeof inner === 'string') found.push(inner);
        else walk(inner);
      }
    }
  };
  walk(message.blocks ?? []);
  return found.length === 0 ? [message.text] : found;
}
