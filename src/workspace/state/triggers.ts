import { randomId } from './ids.ts';

/** What lets an app open a view in front of a person: good once, for three seconds. */

export type TriggerError = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

const goodForMs = 3_000;

export class Triggers {
  readonly #issued = new Map<string, { readonly user: string; readonly until: number; used: boolean }>();
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** @param user the id of the person who did something */
  issue(user: string): string {
    const now = this.#clock();
    for (const [id, { until }] of this.#issued) {
      // Told apart from an invented one for a minute; longer would only fill the memory.
      if (until + 60_000 > now) break;
      this.#issued.delete(id);
    }
    const id = `${Math.floor(now)}.${Math.floor(Math.random() * 1e12)}.${randomId('')}`;
    this.#issued.set(id, { user, until: now + goodForMs, used: false });
    return id;
  }

  /** Uses it up. */
  redeem(id: string): { readonly user: string } | { readonly error: TriggerError } {
    const issued = this.#issued.get(id);
    if (!issued) return { error: 'invalid_trigger_id' };
    if (issued.used) return { error: 'exchanged_trigger_id' };
    if (this.#clock() > issued.until) return { error: 'expired_trigger_id' };
    issued.used = true;
    return { user: issued.user };
  }
}
