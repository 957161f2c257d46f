import { randomUUID } from 'node:crypto';
import type { Faults } from './faults.ts';
import type { Envelope, SocketMode } from './socket-mode.ts';
import type { Delivery, Journal, Outcome } from './state/journal.ts';
import type { Store } from './state/store.ts';

/** Carries payloads to the app and waits for its acks. */

export interface Parcel {
  readonly type: Delivery['type'];
  readonly payload: Readonly<Record<string, unknown>>;
  /** The ack of a form or a menu carries the answer, as that of a command does. */
  readonly answered?: true;
  /** What happens with the ack's payload. */
  readonly onAck?: (payload: unknown) => void;
  /** What the person sees when the app does not answer, or is not there. */
  readonly onFailure?: (error: 'operation_timeout' | 'dispatch_failed') => void;
}

interface Waiting {
  readonly delivery: Delivery;
  readonly parcel: Parcel;
  readonly timer: NodeJS.Timeout;
  readonly done: (delivery: Delivery) => void;
}

export class Deliveries {
  readonly #waiting = new Map<string, Waiting>();
  readonly #journal: Journal;
  readonly #store: Store;
  readonly #ackWithinMs: number;
  readonly #socketMode: () => SocketMode;
  readonly #faults: Faults;

  constructor(parts: {
    journal: Journal;
    store: Store;
    ackWithinMs: number;
    socketMode: () => SocketMode;
    faults: Faults;
  }) {
    this.#journal = parts.journal;
    this.#store = parts.store;
    this.#ackWithinMs = parts.ackWithinMs;
    this.#socketMode = parts.socketMode;
    this.#faults = parts.faults;
  }

  /** Resolves once it is settled: acked, timed out or never sent. */
  send(parcel: Parcel, again?: { readonly of: Delivery; readonly reason: string }): Promise<Delivery> {
    const envelopeId = randomUUID();
    const attempt = again ? again.of.attempt + 1 : 0;
    const envelope: Envelope = {
      envelope_id: envelopeId,
      type: parcel.type,
      payload: parcel.payload,
      accepts_response_payload: parcel.type === 'slash_commands' || parcel.answered === true,
      ...(again ? { retry_attempt: attempt, retry_reason: again.reason } : {}),
    };
    const connection = this.#socketMode().deliver(envelope);
    const base = { envelopeId, type: parcel.type, payload: parcel.payload, at: this.#store.clock(), attempt };
    if (connection === undefined) {
      parcel.onFailure?.('dispatch_failed');
      return Promise.resolve(this.refuse(base, 'dispatch_failed'));
    }
    const delivery: Delivery = { ...base, connection, outcome: { kind: 'sent' } };
    this.#journal.deliver(delivery);
    this.#store.changes.tell({ kind: 'delivery', delivery });
    const fault = again ? undefined : this.#faults.meetDelivery();
    if (fault?.kind === 'duplicate') void this.send(parcel, { of: delivery, reason: 'connection_failed' });
    const settled = this.#settled(envelopeId, delivery, parcel);
    if (fault?.kind !== 'refresh') return settled;
    return settled.then((outcome) => {
      this.#socketMode().disconnect('refresh_requested');
      return outcome;
    });
  }

  #settled(envelopeId: string, delivery: Delivery, parcel: Parcel): Promise<Delivery> {
    return new Promise((done) => {
      const timer = setTimeout(() => {
        parcel.onFailure?.('operation_timeout');
        this.#settle(envelopeId, { kind: 'timed-out', at: this.#store.clock() });
      }, this.#ackWithinMs);
      this.#waiting.set(envelopeId, { delivery, parcel, timer, done });
    });
  }

  acked(envelopeId: string, payload: unknown): void {
    const waiting = this.#waiting.get(envelopeId);
    if (!waiting) return;
    if (payload !== undefined) waiting.parcel.onAck?.(payload);
    const at = this.#store.clock();
    this.#settle(envelopeId, { kind: 'acked', at, ...(payload === undefined ? {} : { payload }) });
  }

  /** Something that Slack never sends on; the person is told why. */
  refuse(base: Omit<Delivery, 'outcome'>, sentence: string): Delivery {
    const delivery: Delivery = { ...base, outcome: { kind: 'refused', sentence } };
    this.#journal.deliver(delivery);
    this.#store.changes.tell({ kind: 'delivery', delivery });
    return delivery;
  }

  stop(): void {
    for (const id of this.#waiting.keys()) this.#settle(id, { kind: 'timed-out', at: this.#store.clock() });
  }

  #settle(envelopeId: string, outcome: Outcome): void {
    const waiting = this.#waiting.get(envelopeId);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(envelopeId);
    const delivery = this.#journal.settle(waiting.delivery, outcome);
    this.#store.changes.tell({ kind: 'delivery', delivery });
    waiting.done(delivery);
  }
}
