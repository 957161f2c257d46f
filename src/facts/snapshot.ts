import type { Reading } from './fact.ts';

/**
 * All readings of one host at one time, raw text kept, secrets masked; plain JSON. A diagnosis runs on a snapshot and
 * never on a live host, so that every diagnosis can be replayed, attached to a ticket, compared and tested.
 */
export interface Snapshot {
  readonly schema: 'ferryman.snapshot/1';
  readonly host: string;
  /** ISO 8601, when the collection began, by the collector's clock. */
  readonly at: string;
  readonly collectMs: number;
  /** The address under which the worker reaches the host; absent for `local`. */
  readonly address?: string;
  /** The worker's address as the host sees it; absent where there is no network between them. */
  readonly client?: string;
  /** The address of the host at which the worker's connection arrives; the cloud may have translated `address` into it. */
  readonly server?: string;
  /** What the inventory says that this host must reach, names resolved by the host itself. */
  readonly needs: readonly SnapshotNeed[];
  readonly readings: Readonly<Record<string, Reading>>;
  readonly attempts: readonly Attempt[];
  /** How many secrets were masked, by kind. */
  readonly masked: Readonly<Record<string, number>>;
}

export interface SnapshotNeed {
  readonly name: string;
  readonly address: string;
  readonly port?: number;
  /** A container in trouble connects there by its own account; the inventory does not list it. */
  readonly of?: string;
}

/**
 * Where a connection attempt starts. `worker`: from Ferryman to the host's address. `host`: from the host to its own
 * loopback, a container's address or a need. `container`: inside the container's network namespace, to its own port, to a
 * need or to a neighbour.
 */
export type Vantage = 'worker' | 'host' | 'container';

/** One TCP connection attempt; nothing is sent. */
export interface Attempt {
  readonly vantage: Vantage;
  readonly to: { readonly address: string; readonly port: number };
  /** What the attempt is about. */
  readonly about:
    | { readonly kind: 'published-port'; readonly hostPort: number; readonly container?: string }
    | { readonly kind: 'container-address'; readonly container: string; readonly hostPort?: number }
    | { readonly kind: 'inside-container'; readonly container: string; readonly hostPort?: number }
    | { readonly kind: 'host-port' }
    | { readonly kind: 'need'; readonly need: string }
    /** A port that nobody publishes, beside one that is published. */
    | { readonly kind: 'spare-port'; readonly beside: number }
    /** From inside a container, the way its application goes. */
    | { readonly kind: 'container-need'; readonly need: string; readonly container: string }
    /** From inside a container to a neighbour in the same network. */
    | {
        readonly kind: 'container-peer';
        readonly network: string;
        readonly container: string;
        readonly peer: string;
      };
  readonly outcome: Outcome;
  /** Milliseconds until the outcome. */
  readonly ms: number;
}

/** `reset-after-accept`: accepted, then closed or reset at once without a byte. `not-tried`: no means to try (why in `because`). */
export type Outcome =
  | { readonly kind: 'connected' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'timed-out'; readonly afterMs: number }
  | { readonly kind: 'reset-after-accept' }
  | { readonly kind: 'unreachable'; readonly because: string }
  | { readonly kind: 'not-tried'; readonly because: string };
