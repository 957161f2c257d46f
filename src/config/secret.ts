import { inspect } from 'node:util';

const hidden = '[hidden]';

/** A token or password. Whatever prints, logs or serialises it gets `[hidden]`; only `reveal()` hands it out. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  [inspect.custom](): string {
    return hidden;
  }
}
