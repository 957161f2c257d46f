import { Agent, type ClientRequestArgs } from 'node:http';
import { PassThrough, type Duplex } from 'node:stream';

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
  ): undefined {
    void this.handOut((error, stream) => callback?.(error, stream));
  }

  private async handOut(give: (error: Error | null, stream: Duplex) => void): Promise<void> {
    try {
      give(null, asSocket(await this.dial()));
    } catch (error) {
      // Node's types ask for a stream even where there is none; one that is closed already stands in.
      give(error instanceof Error ? error : new Error(String(error)), new PassThrough().destroy());
    }
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
