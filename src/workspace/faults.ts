/** Trouble that the workspace makes on request, so that a bot can be seen to survive it. */

export type Fault =
  /** The call is carried out and its reply never arrives. */
  | { readonly kind: 'drop-reply' }
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds: number }
  | { readonly kind: 'error-503' }
  | { readonly kind: 'slow'; readonly ms: number };

export interface FaultScope {
  /** Only this method, like `chat.postMessage`; every method but apps.connections.open otherwise. */
  readonly method?: string;
  /** Only calls about this channel id. */
  readonly channel?: string;
  /** How many calls it meets; 1 unless said. `Infinity` for all. */
  readonly times?: number;
  /** The share of matching calls that it meets, 0 to 1; 1 unless said. */
  readonly share?: number;
}

interface Armed {
  readonly fault: Fault;
  readonly scope: FaultScope;
  left: number;
}

export class Faults {
  readonly #armed: Armed[] = [];
  readonly #chance: () => number;

  constructor(chance: () => number) {
    this.#chance = chance;
  }

  dropReply(scope: FaultScope = {}): void {
    this.#arm({ kind: 'drop-reply' }, scope);
  }

  rateLimit(scope: FaultScope & { retryAfterSeconds?: number } = {}): void {
    this.#arm({ kind: 'rate-limit', retryAfterSeconds: scope.retryAfterSeconds ?? 1 }, scope);
  }

  error503(scope: FaultScope = {}): void {
    this.#arm({ kind: 'error-503' }, scope);
  }

  slow(scope: FaultScope & { ms: number }): void {
    this.#arm({ kind: 'slow', ms: scope.ms }, scope);
  }

  clear(): void {
    this.#armed.length = 0;
  }

  #arm(fault: Fault, scope: FaultScope): void {
    this.#armed.push({ fault, scope, left: scope.times ?? 1 });
  }

  /** The fault that meets this call, used up by it. */
  meet(method: string, channel: unknown): Fault | undefined {
    const met = this.#armed.find(
      ({ scope, left }) =>
        left > 0 &&
        (scope.method === undefined ? method !== 'apps.connections.open' : scope.method === method) &&
        (scope.channel === undefined || scope.channel === channel) &&
        (scope.share === undefined || this.#chance() < scope.share),
    );
    if (met) met.left -= 1;
    return met?.fault;
  }
}
