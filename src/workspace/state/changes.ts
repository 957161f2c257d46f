import type { Ephemeral, Message } from './message.ts';
import type { Delivery } from './journal.ts';

/** Everything that a page or a waiting test may want to hear of. */
export type Change =
  | { readonly kind: 'message'; readonly channel: string; readonly message: Message }
  | { readonly kind: 'deleted'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'ephemeral'; readonly ephemeral: Ephemeral }
  | { readonly kind: 'ephemeral-deleted'; readonly ts: string }
  | { readonly kind: 'status'; readonly channel: string; readonly thread: string; readonly status: string }
  | { readonly kind: 'delivery'; readonly delivery: Delivery }
  | { readonly kind: 'call' }
  | { readonly kind: 'connections'; readonly count: number };

export class Changes {
  readonly #listeners = new Set<(change: Change) => void>();

  tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
