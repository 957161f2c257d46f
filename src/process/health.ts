import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { HealthConfig } from '../config/types.ts';
import { FerrymanError } from '../errors.ts';
import { watchEventLoop } from './event-loop.ts';

/** Why a process cannot do its work now; empty when it can. */
export type Readiness = () => Promise<readonly string[]>;

export interface HealthPages {
  readonly ready: Readiness;
  /** What only a new start can mend; empty or absent: nothing. What another service has to mend does not belong here. */
  readonly broken?: () => readonly string[];
  readonly metrics?: (() => Promise<{ readonly type: string; readonly text: string }>) | undefined;
}

export interface HealthServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Of one page, however slow what it asks is: a probe waits for five seconds at most. */
const patienceMs = 4_000;

/**
 * `/healthz`: no new start is needed; where the event loop stands still, nothing answers. `/readyz`: the process can do its work now, and
 * its event loop did not stand still lately. Both are 503 with the reasons where that is not so. `/metrics`: what Prometheus reads.
 */
export async function startHealth(
  config: HealthConfig,
  pages: HealthPages,
): Promise<HealthServer | undefined> {
  if (config.port === undefined) return undefined;
  const eventLoop = watchEventLoop();
  const ready = async () => {
    const busy = eventLoop.trouble();
    return [...(busy === undefined ? [] : [busy]), ...(await pages.ready())];
  };
  const server = createServer((request, response) => {
    // Not as a URL: anybody may send what is none, `//`, and an error here would end the process.
    const [path = '/'] = (request.url ?? '/').split('?');
    // `answer` never rejects: a check that fails is an answer too.
    void answer(path, { ...pages, ready }).then(({ status, type = 'application/json', text }) =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text),
    );
  });
  await listen(server, config.port, config.host);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    async stop() {
      eventLoop.stop();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly text: string;
}

async function answer(path: string, { ready, broken = () => [], metrics }: HealthPages): Promise<Answer> {
  switch (path) {
    case '/healthz': {
      const reasons = await reasonsOf(async () => broken());
      return { status: statusOf(reasons), text: JSON.stringify({ alive: reasons.length === 0, reasons }) };
    }
    case '/readyz': {
      const reasons = await reasonsOf(ready);
      return { status: statusOf(reasons), text: JSON.stringify({ ready: reasons.length === 0, reasons }) };
    }
    case '/metrics': {
      if (metrics === undefined) return nothingThere;
      const page = await metrics().catch(() => undefined);
      return page === undefined ? { status: 500, text: '{}' } : { status: 200, ...page };
    }
    default:
      return nothingThere;
  }
}

const nothingThere: Answer = {
  status: 404,
  text: JSON.stringify({ paths: ['/healthz', '/readyz', '/metrics'] }),
};

function statusOf(reasons: readonly string[]): number {
  return reasons.length === 0 ? 200 : 503;
}

async function reasonsOf(ask: Readiness): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve([`not known within ${patienceMs / 1_000} s`]), patienceMs);
  });
  try {
    return await Promise.race([ask(), late]);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    clearTimeout(timer);
  }
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw new FerrymanError(
      'health-port',
      `The health endpoint cannot listen on ${host}:${port}.`,
      'Change health.port, or stop what listens there.',
      { cause },
    );
  }
}
