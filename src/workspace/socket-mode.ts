import type { WebSocket } from 'ws';
import { random } from './state/ids.ts';
import { APP_ID } from './state/people.ts';

/** The connections of Socket Mode: tickets, hello, envelopes and acks. Knows nothing of what an envelope holds. */

export type DisconnectReason = 'refresh_requested' | 'warning' | 'link_disabled' | 'too_many_websockets';

export interface Envelope {
  readonly envelope_id: string;
  readonly type: string;
  readonly payload: unknown;
  readonly accepts_response_payload: boolean;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
}

interface Connection {
  readonly socket: WebSocket;
  readonly number: number;
  /** Told to go: gets nothing any more. */
  leaving: boolean;
}

const mostConnections = 10;
const pingEveryMs = 10_000;
/** How long a client may take to leave by itself after a refresh was asked for. */
const leaveWithinMs = 1_000;

export class SocketMode {
  #connections: Connection[] = [];
  readonly #tickets = new Set<string>();
  readonly #onAck: (envelopeId: string, payload: unknown) => void;
  readonly #onCount: (count: number) => void;
  #accepted = 0;
  #turn = 0;

  constructor(onAck: (envelopeId: string, payload: unknown) => void, onCount: (count: number) => void) {
    this.#onAck = onAck;
    this.#onCount = onCount;
  }

  get count(): number {
    return this.#connections.length;
  }

  ticket(): string {
    const ticket = random(32);
    this.#tickets.add(ticket);
    return ticket;
  }

  /** A ticket opens one connection. */
  redeem(ticket: string | null): boolean {
    return ticket !== null && this.#tickets.delete(ticket);
  }

  accept(socket: WebSocket): void {
    const connection: Connection = { socket, number: ++this.#accepted, leaving: false };
    this.#connections.push(connection);
    if (this.#connections.length > mostConnections) this.#dismiss(connection, 'too_many_websockets');
    else this.#send(connection, this.#hello());
    const pinging = setInterval(() => socket.ping(`ping ${Date.now()}`), pingEveryMs);
    // ws answers the client's own pings.
    socket.on('message', (data: Buffer) => this.#hear(data.toString()));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(pinging);
      this.#connections = this.#connections.filter((one) => one !== connection);
      this.#onCount(this.count);
    });
    this.#onCount(this.count);
  }

  /** Hands an envelope to one connection, each in its turn. The number of that connection, or nothing. */
  deliver(envelope: Envelope): number | undefined {
    const open = this.#connections.filter(
      ({ leaving, socket }) => !leaving && socket.readyState === socket.OPEN,
    );
    const connection = open[this.#turn++ % open.length];
    if (!connection) return undefined;
    this.#send(connection, envelope);
    return connection.number;
  }

  /** Slack refreshes one connection at a time. The number of connections that were told. */
  disconnect(reason: DisconnectReason, which: 'oldest' | 'all' = 'oldest'): number {
    const staying = this.#connections.filter(({ leaving }) => !leaving);
    const told = which === 'all' ? staying : staying.slice(0, 1);
    for (const connection of told) this.#dismiss(connection, reason);
    return told.length;
  }

  /** The network goes away without a word. */
  cut(which: 'oldest' | 'all' = 'oldest'): number {
    const told = which === 'all' ? this.#connections : this.#connections.slice(0, 1);
    for (const { socket } of told) socket.terminate();
    return told.length;
  }

  #dismiss(connection: Connection, reason: DisconnectReason): void {
    this.#send(connection, { type: 'disconnect', reason, debug_info: { host: 'workspace' } });
    // A warning comes some seconds ahead of the end; the connection stays good until then.
    if (reason === 'warning') return;
    connection.leaving = true;
    setTimeout(() => connection.socket.terminate(), leaveWithinMs).unref();
  }

  #hello() {
    return {
      type: 'hello',
      num_connections: this.count,
      debug_info: { host: 'workspace', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: APP_ID },
    };
  }

  #send({ socket }: Connection, message: unknown): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  }

  #hear(data: string): void {
    let message: unknown;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (typeof message !== 'object' || message === null || !('envelope_id' in message)) return;
    this.#onAck(String(message.envelope_id), 'payload' in message ? message.payload : undefined);
  }
}
