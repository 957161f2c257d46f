import type { HttpInstance, HttpRequestOptions } from '@larksuiteoapi/node-sdk';
import { type Dispatcher, FormData, request } from 'undici';
import { z } from 'zod';
import { FerrymanError } from '../../errors.ts';
import { say } from '../../text/say.ts';
import { feishuBusy, feishuError } from './feishu-error.ts';
import type { Pause } from './pause.ts';
import { reasonOf } from './reason.ts';

export interface FeishuHttpOptions {
  /** Without a slash at its end. */
  readonly url: string;
  /** The way out of this machine, where it is not a direct one. */
  readonly dispatcher?: Dispatcher | undefined;
  readonly timeoutMs?: number | undefined;
}

/** All that Feishu answers with, whatever was asked. */
const Answer = z.looseObject({ code: z.number(), msg: z.string().default('') });

/**
 * How the SDK speaks HTTP here: with a limit of time, through the proxy that everything else goes through, and with an error that a person
 * can read for whatever is no success.
 */
export function feishuHttp(
  { url: domain, dispatcher, timeoutMs = 15_000 }: FeishuHttpOptions,
  pause: Pause,
): HttpInstance {
  async function send<R>(method: string, address: string, options: HttpRequestOptions<unknown>): Promise<R> {
    const wait = pause.left();
    if (wait > 0) throw feishuBusy(wait);
    const { status, reset, text } = await exchange(method, withParams(address, options.params), options);
    const answer = Answer.safeParse(jsonIn(text));
    if (!answer.success) throw unanswered(domain, `HTTP ${status}`);
    const error = feishuError({ status, reset, ...answer.data }, pause);
    if (error !== undefined) throw error;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the SDK writes down what the API answers; the caller checks what it takes of it
    return answer.data as R;
  }

  async function exchange(method: string, address: string, { headers, data }: HttpRequestOptions<unknown>) {
    try {
      const {
        statusCode,
        headers: given,
        body,
      } = await request(address, {
        method,
        ...contentOf(headers, data),
        signal: AbortSignal.timeout(timeoutMs),
        ...(dispatcher === undefined ? {} : { dispatcher }),
      });
      return { status: statusCode, reset: Number(given['x-ogw-ratelimit-reset']), text: await body.text() };
    } catch (error) {
      throw unanswered(domain, reasonOf(error, timeoutMs), error);
    }
  }

  return {
    request: (options) => send(options.method ?? 'GET', options.url ?? domain, options),
    get: (url, options = {}) => send('GET', url, options),
    delete: (url, options = {}) => send('DELETE', url, options),
    head: (url, options = {}) => send('HEAD', url, options),
    options: (url, options = {}) => send('OPTIONS', url, options),
    post: (url, data, options = {}) => send('POST', url, { ...options, data }),
    put: (url, data, options = {}) => send('PUT', url, { ...options, data }),
    patch: (url, data, options = {}) => send('PATCH', url, { ...options, data }),
  };
}

/** JSON, or the form that the SDK wants where it sends a file. */
function contentOf(given: Record<string, string> = {}, data: unknown) {
  const { 'Content-Type': type, ...headers } = given;
  if (type?.startsWith('multipart/form-data') !== true || typeof data !== 'object' || data === null) {
    return {
      headers: { 'content-type': 'application/json; charset=utf-8', ...given },
      ...(data === undefined ? {} : { body: JSON.stringify(data) }),
    };
  }
  const body = new FormData();
  for (const [name, value] of Object.entries(data)) {
    if (value instanceof Uint8Array) body.set(name, new Blob([Uint8Array.from(value)]), `${name}.png`);
    else body.set(name, String(value));
  }
  return { headers, body };
}

function withParams(address: string, params: HttpRequestOptions<unknown>['params'] = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) query.set(key, String(value));
  return query.size === 0 ? address : `${address}?${query.toString()}`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unanswered(url: string, because: string, cause?: unknown): FerrymanError {
  return new FerrymanError(
    'notify-feishu-unanswered',
    say`${new URL(url).host} did not answer (${because}).`,
    say`See that this machine reaches it, and that notify.feishu.url is right; then: ferryman notify test`,
    { cause },
  );
}
