import type { FetchFunction } from '@slack/web-api';
import { z } from 'zod';

/** `refused`: Slack answered that it does not do it; `unanswered`: nothing came back, so nobody knows. */
export type CallOutcome = 'ok' | 'refused' | 'rate-limited' | 'http-error' | 'unanswered';

type Answer = Awaited<ReturnType<FetchFunction>>;

/**
 * A `fetch` for Slack whose calls somebody hears of.
 * @param watch makes one call, and is told how it ended by whoever made it
 */
export function watchedFetch(
  through: FetchFunction | undefined,
  watch: (method: string, call: () => Promise<CallOutcome>) => Promise<void>,
): FetchFunction {
  return async (url, init) => {
    let answer: Answer | undefined;
    let failure: unknown;
    await watch(slackMethod(String(url)), async () => {
      try {
        answer = await readWhole(await (through ?? fetch)(url, init));
        return await outcomeOf(answer);
      } catch (error) {
        failure = error;
        return 'unanswered';
      }
    });
    if (answer === undefined) throw failure;
    return answer;
  };
}

/** `chat.postMessage`; what is no method of the Web API is named by what it is for, so that there are few. */
function slackMethod(url: string): string {
  const { pathname } = new URL(url);
  const [, method] = /\/api\/([a-z]+(?:\.[a-zA-Z]+)+)$/.exec(pathname) ?? [];
  return method ?? (pathname.includes('/upload') ? 'upload' : 'response_url');
}

/** A body can be read once; this one as often as anybody likes, and a connection that breaks in the middle of it breaks here. */
async function readWhole(answer: Answer): Promise<Answer> {
  const { ok, status, statusText, url, headers } = answer;
  const body = await answer.arrayBuffer();
  const text = () => new TextDecoder().decode(body);
  return {
    ok,
    status,
    statusText,
    url,
    headers,
    arrayBuffer: async () => body,
    text: async () => text(),
    json: async (): Promise<unknown> => JSON.parse(text()),
  };
}

const Refusal = z.object({ ok: z.literal(false) });

/** Slack refuses with HTTP 200 and says so in the text. */
async function outcomeOf(answer: Answer): Promise<CallOutcome> {
  if (answer.status === 429) return 'rate-limited';
  if (!answer.ok) return 'http-error';
  if (!(answer.headers.get('content-type') ?? '').includes('json')) return 'ok';
  return Refusal.safeParse(await answer.json().catch(() => undefined)).success ? 'refused' : 'ok';
}
