import { pino } from 'pino';
import type { DashboardConfig } from '../../src/config/types.ts';
import { type Dashboard, type DashboardDeps, startDashboard } from '../../src/dashboard/dashboard.ts';
import type { Status } from '../../src/status/status.ts';
import { statusWith } from './statuses.ts';

/** A dashboard over a status that a test changes. */
export interface TestDashboard extends Dashboard {
  status: Status;
  /** How often the status was read. */
  readonly read: number;
  /** From now on nothing can be read, until it is undone. */
  broken: boolean;
}

export async function openDashboard(
  config: Partial<DashboardConfig> = {},
  deps: Partial<DashboardDeps> = {},
): Promise<TestDashboard> {
  const seen = { status: statusWith(), broken: false, read: 0 };
  const dashboard = await startDashboard(
    { port: 0, host: '127.0.0.1', ...config },
    {
      gather: async () => {
        seen.read += 1;
        if (seen.broken) throw new Error('the queue does not answer');
        return { ...seen.status, at: new Date().toISOString(), toldAt: new Date().toISOString() };
      },
      logger: pino({ level: 'silent' }),
      clock: Date.now,
      everyMs: 100,
      ...deps,
    },
  );
  if (dashboard === undefined) throw new Error('a port is set');
  return {
    get status() {
      return seen.status;
    },
    set status(status: Status) {
      seen.status = status;
    },
    get broken() {
      return seen.broken;
    },
    set broken(broken: boolean) {
      seen.broken = broken;
    },
    get read() {
      return seen.read;
    },
    url: dashboard.url,
    port: dashboard.port,
    stop: () => dashboard.stop(),
    get link() {
      return dashboard.link;
    },
    get viewers() {
      return dashboard.viewers;
    },
  };
}
