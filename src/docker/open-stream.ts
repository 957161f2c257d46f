import Docker from 'dockerode';
import { Readable, type Duplex } from 'node:stream';
import { agentOver } from './agent.ts';
import type { EngineStream } from './engine.ts';
import { asError, dialFor, failure } from './request.ts';

/**
 * A GET whose answer is read as it comes, over a connection of its own: whoever reads slowly holds up nobody else, and
 * closing the connection ends what the daemon does for it.
 *
 * @param isThere whether the daemon can still be asked, once the answer has ended
 */
export async function openStream(
  dial: () => Promise<Duplex>,
  path: string,
  signal: AbortSignal,
  isThere: () => Promise<boolean>,
): Promise<EngineStream> {
  const agent = agentOver(async () => withoutChunks(await dial()), 1);
  const { modem } = new Docker({ protocol: 'http', host: 'docker', port: 80, agent } as Docker.DockerOptions);
  try {
    const body = await dialFor(modem, path, signal);
    if (!(body instanceof Readable)) throw new Error('the answer is no stream');
    const close = () => {
      body.destroy();
      agent.destroy();
    };
    // Whoever reads the body hears of its end; until then nobody listens.
    body.on('error', () => {});
    signal.addEventListener('abort', close, { once: true });
    return { kind: 'open', form: 'entries', body: toTheEnd(body, isThere, signal), close };
  } catch (error) {
    agent.destroy();
    return failure(asError(error));
  }
}

/**
 * Makes the request one of HTTP/1.0, which Node's client cannot: the daemon sends each line of a log as a chunk of its own
 * to HTTP/1.1, and taking a million chunks apart costs both sides more than all the rest.
 */
function withoutChunks(stream: Duplex): Duplex {
  const write = stream.write.bind(stream);
  const value = (head: unknown, encoding: BufferEncoding, written?: () => void) => {
    Reflect.deleteProperty(stream, 'write');
    return write(String(head).replace(' HTTP/1.1\r\n', ' HTTP/1.0\r\n'), encoding, written);
  };
  return Object.defineProperty(stream, 'write', { value, configurable: true });
}

/** An answer of HTTP/1.0 ends with its connection, and a connection that is lost ends in the same way. */
async function* toTheEnd(
  body: Readable,
  isThere: () => Promise<boolean>,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  // A body without an encoding comes in Buffers; Node's types know of no such difference.
  yield* body as AsyncIterable<Buffer>;
  if (!signal.aborted && !(await isThere())) throw new Error('Docker cannot be reached any more');
}
