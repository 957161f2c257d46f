import type { Ephemeral, Message } from './message.ts';
import type { ApiCall, Delivery } from './journal.ts';
import type { Room } from './people.ts';
import type { Modals, SlackView } from './views.ts';

/** Everything that a page or a waiting test may want to hear of. */
export type Change =
  | { readonly kind: 'message'; readonly channel: string; readonly message: Message }
  | { readonly kind: 'deleted'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'ephemeral'; readonly ephemeral: Ephemeral }
  | { readonly kind: 'ephemeral-deleted'; readonly ts: string }
  | { readonly kind: 'status'; readonly channel: string; readonly thread: string; readonly status: string }
  | { readonly kind: 'delivery'; readonly delivery: Delivery }
  | { readonly kind: 'modals'; readonly user: string; readonly modals: Modals }
  | { readonly kind: 'home'; readonly user: string; readonly view: SlackView }
  | { readonly kind: 'room'; readonly room: Room }
  | { readonly kind: 'call'; readonly call: ApiCall }
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
