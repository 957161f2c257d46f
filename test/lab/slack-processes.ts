import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { commands } from '../support/conversation.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { until } from './process.ts';

const FERRYMAN = fileURLToPath(new URL('../../bin/ferryman.js', import.meta.url));

/** A Redis, a workspace, and the processes of `ferryman bot` and `ferryman worker` between them, as on a server of its own. */
export interface SlackProcesses {
  readonly redis: RedisServer;
  readonly workspace: Workspace;
  /** Resolves when the process's log says that it has started. */
  start(
    command: 'bot' | 'worker',
    config: { readonly file: string; readonly home: string },
  ): Promise<ChildProcess>;
  stop(): Promise<void>;
}

export async function openSlackProcesses(): Promise<SlackProcesses> {
  const [redis, workspace] = await Promise.all([startRedis(), startWorkspace({ commands })]);
  const processes: ChildProcess[] = [];
  return {
    redis,
    workspace,
    async start(command, { file, home }) {
      const child = spawn(process.execPath, [FERRYMAN, command], {
        env: {
          PATH: process.env['PATH'],
          HOME: home,
          FERRYMAN_CONFIG: file,
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
      await until(`${command} started`, 180_000, async () => {
        if (child.exitCode !== null) throw new Error(`${command} ended: ${log}`);
        return log.includes(`${command} started`) ? true : undefined;
      });
      return child;
    },
    async stop() {
      for (const child of processes) {
        const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
        child.kill('SIGTERM');
        await gone;
      }
      await workspace.stop();
      await redis.stop();
    },
  };
}
