/** Trouble that the workspace makes on request, so that a bot can be seen to survive it. */

export type Fault =
  /** The call is carried out and its reply never arrives. */
  | { readonly kind: 'drop-reply' }
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds: number }
  | { readonly kind: 'error-503' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** Slack's own word for why it does not do it: `is_archived`, `account_inactive`, `expired_trigger_id`. */
  | { readonly kind: 'refuse'; readonly error: string }
  /** A Slack that does not know this type of block yet, or any more. */
  | { readonly kind: 'refuse-block'; readonly type: string };

/** What meets something that the workspace hands to the app: a command, a click, an event. */
export type DeliveryFault =
  /** The app gets it a second time, over another connection where there is one, marked as a retry. */
  | { readonly kind: 'duplicate' }
  /** When it is acknowledged the oldest connection is asked to go, as Slack does every few hours. */
  | { readonly kind: 'refresh' };

/** How often, as for calls. */
export type DeliveryScope = Pick<FaultScope, 'times' | 'share'>;

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

/** A fault that waits to be met. */
export interface ArmedFault {
  readonly kind: (Fault | DeliveryFault)['kind'];
  readonly method?: string;
  readonly share?: number;
  /** How many calls or deliveries it will meet yet; `Infinity` for all. */
  readonly left: number;
}

interface Armed<Kind> {
  readonly fault: Kind;
  readonly scope: FaultScope;
  left: number;
}

export class Faults {
  readonly #armed: Armed<Fault>[] = [];
  readonly #deliveries: Armed<DeliveryFault>[] = [];
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

  refuse(scope: FaultScope & { error: string }): void {
    this.#arm({ kind: 'refuse', error: scope.error }, scope);
  }

  /** Every write with such a block, unless said. */
  refuseBlock(scope: FaultScope & { type: string }): void {
    this.#arm({ kind: 'refuse-block', type: scope.type }, { times: Infinity, ...scope });
  }

  duplicate(scope: DeliveryScope = {}): void {
    this.#deliveries.push({ fault: { kind: 'duplicate' }, scope, left: scope.times ?? 1 });
  }

  refresh(scope: DeliveryScope = {}): void {
    this.#deliveries.push({ fault: { kind: 'refresh' }, scope, left: scope.times ?? 1 });
  }

  /** What waits to be met, oldest first. */
  armed(): readonly ArmedFault[] {
    return [...this.#armed, ...this.#deliveries]
      .filter(({ left }) => left > 0)
      .map(({ fault: { kind }, scope: { method, share }, left }) => ({
        kind,
        left,
        ...(method === undefined ? {} : { method }),
        ...(share === undefined ? {} : { share }),
      }));
  }

  clear(): void {
    this.#armed.length = 0;
    this.#deliveries.length = 0;
  }

  #arm(fault: Fault, scope: FaultScope): void {
    this.#armed.push({ fault, scope, left: scope.times ?? 1 });
  }

  /** The fault that meets this call, used up by it. */
  meet(method: string, channel: unknown, blocks?: unknown): Fault | undefined {
    return this.#use(
      this.#armed.filter(
        ({ fault, scope }) =>
          (fault.kind !== 'refuse-block' || placeOf(fault.type, blocks) !== undefined) &&
          (scope.method === undefined ? method !== 'apps.connections.open' : scope.method === method) &&
          (scope.channel === undefined || scope.channel === channel),
      ),
    );
  }

  /** The fault that meets this delivery, used up by it. */
  meetDelivery(): DeliveryFault | undefined {
    return this.#use(this.#deliveries);
  }

  #use<Kind>(candidates: readonly Armed<Kind>[]): Kind | undefined {
    const met = candidates.find(
      ({ scope, left }) => left > 0 && (scope.share === undefined || this.#chance() < scope.share),
    );
    if (met) met.left -= 1;
    return met?.fault;
  }
}

/** Where a block of this type stands, as JSON pointer below the blocks; undefined where none does. @param blocks as they were sent, JSON or not */
export function placeOf(type: string, blocks: unknown): string | undefined {
  const list: unknown = typeof blocks === 'string' ? JSON.parse(blocks) : blocks;
  if (!Array.isArray(list)) return undefined;
  const index = list.findIndex(
    (block: unknown) => typeof block === 'object' && block !== null && 'type' in block && block.type === type,
  );
  return index < 0 ? undefined : `/${index}/type`;
}
