import Docker from 'dockerode';
import { Readable, type Duplex } from 'node:stream';
import { agentOver } from './agent.ts';
import type { EngineStream } from './engine.ts';
import { asError, dialFor, failure } from './request.ts';

/**
 * A GET whose answer is read as it comes, over a connection of its own: whoever reads slowly holds up nobody else, and
 * closing the connection ends what the daemon does for it.
 */
export async function openStream(
  dial: () => Promise<Duplex>,
  path: string,
  signal: AbortSignal,
): Promise<EngineStream> {
  const agent = agentOver(dial, 1);
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
    return { kind: 'open', form: 'entries', body, close };
  } catch (error) {
    agent.destroy();
    return failure(asError(error));
  }
}
