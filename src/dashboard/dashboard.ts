import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { isIP } from 'node:net';
import type { Logger } from 'pino';
import type { DashboardConfig } from '../config/types.ts';
import { FerrymanError } from '../errors.ts';
import type { Status } from '../status/status.ts';
import { loopbackOrigins } from '../workspace/http/guard.ts';
import { Visitors } from '../workspace/http/visitors.ts';
import type { Doors } from './doors.ts';
import { liveStatus } from './live.ts';
import { dashboardRoutes, linkOf } from './routes.ts';

export interface DashboardDeps {
  readonly gather: () => Promise<Status>;
  readonly board?: Hono | undefined;
  readonly logger: Logger;
  readonly clock: () => number;
  /** Milliseconds between two readings while somebody looks. */
  readonly everyMs?: number | undefined;
}

export interface Dashboard {
  /** `http://127.0.0.1:30081`. */
  readonly url: string;
  readonly port: number;
  /** Pages that listen. */
  readonly viewers: number;
  /** Where to go: the address where there is a token, else a link that lets in one browser. */
  readonly link: string;
  stop(): Promise<void>;
}

const usualMs = 2_000;

/** The page of all hosts, incidents and jobs; none where no port is set. */
export async function startDashboard(
  config: DashboardConfig,
  { gather, board, logger, clock, everyMs = usualMs }: DashboardDeps,
): Promise<Dashboard | undefined> {
  if (config.port === undefined) return undefined;
  refuseOpenDoor(config);
  const live = liveStatus({ gather, everyMs, logger, clock });
  const server = createServer();
  const port = await listen(server, config.port, config.host);
  const origins = originsOf(config, port);
  const doors: Doors = {
    visitors: new Visitors(),
    cookie: `ferryman-dashboard-${port}`,
    origins,
    token: config.token,
  };
  const listener = getRequestListener(dashboardRoutes({ doors, live, board }).fetch);
  server.on('request', (request, response) => void listener(request, response));
  return {
    url: origins[0],
    port,
    get viewers() {
      return live.listeners;
    },
    get link() {
      return config.token === undefined ? linkOf(doors) : `${origins[0]}/`;
    },
    async stop() {
      live.stop();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** On this machine a link that is printed will do; whatever others can reach needs a secret that they are told. */
function refuseOpenDoor({ host, token, url }: DashboardConfig): void {
  if (token === undefined && !isLoopback(host)) {
    throw new FerrymanError(
      'dashboard-open',
      `The dashboard would listen on ${host}, where others reach it, and FERRYMAN_DASHBOARD_TOKEN is not set.`,
      'Set it, for example to what openssl rand -hex 24 prints; or take dashboard.host out of ferryman.yaml.',
    );
  }
  if (url === undefined && ['0.0.0.0', '::'].includes(host)) {
    throw new FerrymanError(
      'dashboard-url',
      `The dashboard would listen on every address of this machine (${host}), and does not know under which one people reach it.`,
      'Write it into ferryman.yaml as dashboard.url, for example https://ferryman.example.com.',
    );
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function originsOf({ host, url }: DashboardConfig, port: number): [string, ...string[]] {
  const listening = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const all = [...(url === undefined ? [] : [url]), listening, ...loopbackOrigins(port)];
  const [first = listening, ...others] = new Set(all);
  return [first, ...others];
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw new FerrymanError(
      'dashboard-port',
      `The dashboard cannot listen on ${host}:${port}.`,
      'Change dashboard.port, or stop what listens there.',
      { cause },
    );
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
