import { Agent, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';

/** Hands out HTTP connections that a Shell dialled, and keeps them alive for the next request. */
export function agentOver(dial: () => Promise<Duplex>, connections: number): Agent {
  return new DialledAgent(dial, connections);
}

class DialledAgent extends Agent {
  private readonly dial: () => Promise<Duplex>;

  constructor(dial: () => Promise<Duplex>, connections: number) {
    super({ keepAlive: true, maxSockets: connections });
    this.dial = dial;
  }

  override createConnection(
    _options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    this.dial().then(
      (stream) => callback?.(null, asSocket(stream)),
      // The callback's second parameter is not optional in the types although an error has no stream.
      (error: unknown) => callback?.(error as Error, undefined as unknown as Duplex),
    );
    return undefined;
  }
}

/** Node's http calls a few methods of net.Socket that a channel of an SSH connection does not have. */
function asSocket(stream: Duplex): Duplex {
  const nothing = () => stream;
  for (const method of ['setTimeout', 'setNoDelay', 'setKeepAlive', 'ref', 'unref']) {
    if (!(method in stream)) Object.defineProperty(stream, method, { value: nothing });
  }
  return stream;
}
