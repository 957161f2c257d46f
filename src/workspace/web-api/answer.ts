import type { z } from 'zod';
import type { Store } from '../state/store.ts';
import type { Args } from './args.ts';

export type Answer = Readonly<Record<string, unknown>> & { readonly ok: boolean };

export const accept = (rest: Readonly<Record<string, unknown>> = {}): Answer => ({ ok: true, ...rest });

export const refuse = (error: string, rest: Readonly<Record<string, unknown>> = {}): Answer => ({
  ok: false,
  error,
  ...rest,
});

/** A reserved file; the bytes are there once they came. */
export interface Uploaded {
  readonly name: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly bytes: Uint8Array | undefined;
  /** What a picture shows, for whoever does not see it. */
  readonly alt?: string | undefined;
}

/** What a method may use besides its arguments. */
export interface Desk {
  readonly store: Store;
  readonly origin: string;
  readonly scopes: readonly string[];
  /** A one-time address for a Socket Mode connection. */
  openSocket(): string;
  /** A place for the bytes of a file that is about to be uploaded. */
  reserveUpload(name: string, length: number, alt?: string): { readonly id: string; readonly url: string };
  uploaded(id: string): Uploaded | undefined;
}

export interface Method {
  readonly name: string;
  readonly token: 'bot' | 'app' | 'none';
  readonly scope?: string;
  answer(args: Args, desk: Desk): Answer;
}

/** A method with checked arguments. */
export function method<T extends z.ZodType>(
  about: Omit<Method, 'answer'>,
  shape: T,
  answer: (args: z.infer<T>, desk: Desk) => Answer,
): Method {
  return {
    ...about,
    answer(args, desk) {
      const parsed = shape.safeParse(args);
      return parsed.success ? answer(parsed.data, desk) : badArguments(parsed.error);
    },
  };
}

/** Slack's answer to arguments of a wrong shape. */
function badArguments(error: z.ZodError): Answer {
  const messages = error.issues.map(({ path, message, code }) =>
    code === 'invalid_type'
      ? `[ERROR] missing required field: ${path.join('/')}`
      : `[ERROR] ${message} [json-pointer:/${path.join('/')}]`,
  );
  return refuse('invalid_arguments', { response_metadata: { messages } });
}
