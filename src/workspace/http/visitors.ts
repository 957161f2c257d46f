import { random } from '../state/ids.ts';

/** Browsers that may see the page: each came once with a token that was printed for it. */
export class Visitors {
  readonly #tokens = new Set<string>();
  readonly #spent = new Set<string>();
  readonly #sessions = new Set<string>();

  invite(): string {
    const token = random(32);
    this.#tokens.add(token);
    return token;
  }

  /** A token lets one browser in, once. */
  redeem(token: string): string | undefined {
    if (!this.#tokens.delete(token)) return undefined;
    this.#spent.add(token);
    const session = random(32);
    this.#sessions.add(session);
    return session;
  }

  /** It let a browser in before; false of one that this workspace never made. */
  spent(token: string): boolean {
    return this.#spent.has(token);
  }

  known(session: string | undefined): boolean {
    return session !== undefined && this.#sessions.has(session);
  }
}
