import { setTimeout as sleep } from 'node:timers/promises';
import type { FetchFunction } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackMessage } from '../render/slack/message.ts';

/** Tells one person something, where they asked. Good for 30 minutes and five uses; whether it got there. */
export async function respondTo(
  url: string,
  message: SlackMessage,
  deps: { logger: Logger; fetch?: FetchFunction | undefined },
): Promise<boolean> {
  const body = {
    response_type: 'ephemeral',
    replace_original: false,
    text: message.text,
    blocks: message.blocks,
  };
  for (let left = 2; ; left -= 1) {
    try {
      const response = await (deps.fetch ?? fetch)(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(5_000),
      });
      if (response.ok) return true;
      deps.logger.warn({ status: response.status }, 'a private answer was refused');
      // Not shown, so that it may be said again. Where no reply came it may have been, and is not.
      if (left === 0 || !(response.status === 429 || response.status === 503)) return false;
    } catch (error) {
      deps.logger.warn({ err: error }, 'a private answer did not get through');
      return false;
    }
    await sleep(againMs);
  }
}

const againMs = 1_000;
