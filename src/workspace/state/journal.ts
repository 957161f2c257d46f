/** What the workspace handed to the app, what came back and when: milliseconds of the workspace's clock. */
export interface Delivery {
  readonly envelopeId: string;
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: number;
  /** Which connection carried it, counted from 1; absent when it never left. */
  readonly connection?: number;
  /** 0 for the first time, then counted up for each redelivery. */
  readonly attempt: number;
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'acked'; readonly at: number; readonly payload?: unknown }
  | { readonly kind: 'timed-out'; readonly at: number }
  /** Slack never sent it: said in a thread, no such command, no connection, not in the channel. */
  | { readonly kind: 'refused'; readonly sentence: string };

/** A Web API call of the app, with its answer. */
export interface ApiCall {
  readonly at: number;
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly answer: Readonly<Record<string, unknown>>;
  /** The fault that met it, if any. */
  readonly fault?: string;
}

const kept = 20_000;

/** The newest entries, oldest first; bounded so that a demo left running stays small. */
export class Journal {
  readonly deliveries: Delivery[] = [];
  readonly calls: ApiCall[] = [];

  deliver(delivery: Delivery): void {
    this.deliveries.push(delivery);
    if (this.deliveries.length > kept) this.deliveries.shift();
  }

  settle(delivery: Delivery, outcome: Outcome): Delivery {
    const settled = { ...delivery, outcome };
    const index = this.deliveries.lastIndexOf(delivery);
    if (index >= 0) this.deliveries[index] = settled;
    return settled;
  }

  call(call: ApiCall): void {
    this.calls.push(call);
    if (this.calls.length > kept) this.calls.shift();
  }
}
