import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { HealthConfig } from '../config/types.ts';
import { FerrymanError } from '../errors.ts';

/** Why a process cannot do its work now; empty when it can. */
export type Readiness = () => Promise<readonly string[]>;

export interface HealthServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * `/healthz`: the process is alive (its event loop answers). `/readyz`: it can do its work; 503 with the reasons where
 * it cannot.
 */
export async function startHealth(
  config: HealthConfig,
  readiness: Readiness,
): Promise<HealthServer | undefined> {
  if (config.port === undefined) return undefined;
  const server = createServer((request, response) => {
    // `answer` never rejects: a check that fails is an answer too.
    void answer(request.url ?? '/', readiness).then(({ status, body }) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  });
  await listen(server, config.port, config.host);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(path: string, readiness: Readiness): Promise<{ status: number; body: object }> {
  if (path === '/healthz') return { status: 200, body: { alive: true } };
  if (path !== '/readyz') return { status: 404, body: { paths: ['/healthz', '/readyz'] } };
  const reasons = await reasonsOf(readiness);
  return { status: reasons.length === 0 ? 200 : 503, body: { ready: reasons.length === 0, reasons } };
}

async function reasonsOf(readiness: Readiness): Promise<readonly string[]> {
  try {
    return await readiness();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
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
