import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';

/** An HTTP proxy that counts the tunnels asked of it. */
export interface TestProxy {
  readonly url: string;
  readonly tunnels: number;
  stop(): Promise<void>;
}

export async function startProxy(): Promise<TestProxy> {
  let tunnels = 0;
  const server = createServer();
  server.on('connect', (request, socket) => {
    tunnels += 1;
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 Connected\r\n\r\n'));
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
    upstream.pipe(socket).pipe(upstream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    get tunnels() {
      return tunnels;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
