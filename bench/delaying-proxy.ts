import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface DelayingProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** Stands between worker and host and holds every byte back for half a round trip, in order, without limiting the rate. */
export async function startDelayingProxy(
  to: { readonly address: string; readonly port: number },
  roundTripMs: number,
): Promise<DelayingProxy> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    // Connecting costs a round trip too: the client's SYN is answered here at once, so the first bytes wait for it.
    const far = connect({ host: to.address, port: to.port, noDelay: true });
    const ready = performance.now() + roundTripMs;
    delay(near, far, roundTripMs / 2, ready);
    delay(far, near, roundTripMs / 2, ready);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function delay(from: Socket, to: Socket, ms: number, notBefore: number): void {
  from.on('data', (chunk) => {
    const at = Math.max(performance.now(), notBefore) + ms;
    setTimeout(() => to.writable && to.write(chunk), at - performance.now());
  });
  from.on('end', () => setTimeout(() => to.end(), ms));
}
