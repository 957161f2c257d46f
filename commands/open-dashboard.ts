import type { Logger } from 'pino';
import type { Config } from '../src/config/types.ts';
import { type Dashboard, startDashboard } from '../src/dashboard/dashboard.ts';
import { sitesOf } from '../src/hosts/sites.ts';
import { openJobBoard } from '../src/queue/job-board.ts';
import type { JobQueue } from '../src/queue/queue.ts';
import { gatherStatus } from '../src/status/gather.ts';

interface Deps {
  readonly queue: JobQueue;
  readonly logger: Logger;
  readonly clock: () => number;
}

/** The dashboard over the bot's queue, with the board of single jobs where they are in Redis. None where none is configured. */
export async function openDashboard(
  config: Config,
  { queue, logger, clock }: Deps,
): Promise<Pick<Dashboard, 'link' | 'stop'> | undefined> {
  const { hosts, watch } = config;
  if (config.dashboard.port === undefined) return undefined;
  const sites = sitesOf(hosts);
  const board =
    config.queue.kind === 'embedded'
      ? undefined
      : await openJobBoard(config.queue, { sites, basePath: '/queues', logger });
  const { unseenLooks } = watch;
  try {
    const dashboard = await startDashboard(config.dashboard, {
      gather: () => gatherStatus({ queue, hosts, unseenLooks, clock }),
      board: board?.routes,
      logger: logger.child({ part: 'dashboard' }),
      clock,
    });
    return {
      get link() {
        return dashboard?.link ?? '';
      },
      async stop() {
        await dashboard?.stop();
        await board?.close();
      },
    };
  } catch (error) {
    await board?.close();
    throw error;
  }
}
