import { setTimeout as sleep } from 'node:timers/promises';
import type { SlackMessage } from '../render/slack/message.ts';

/** What a message becomes. */
export interface Edit extends SlackMessage {
  /** Another state follows: it may be left out. */
  readonly passing?: boolean;
}

/** Slack takes no more edits just now. */
export type LeftOut = 'left out';

/** A message that changes while people watch it. */
export interface LiveMessage {
  /** Shows this soon; what comes faster than Slack likes is left out. Never rejects. */
  show(message: SlackMessage): void;
  /** Shows this and nothing after it. */
  finish(message: SlackMessage): Promise<void>;
  /** Leaves it as it is. */
  leave(): void;
}

interface Pace {
  readonly clock: () => number;
  /** Between two edits of the message; the posting counts as the first. */
  readonly gapMs?: number | (() => number);
  readonly onFailure: (error: unknown) => void;
}

export function liveMessage(
  edit: (message: Edit) => Promise<LeftOut | void>,
  { clock, gapMs = 1_000, onFailure }: Pace,
): LiveMessage {
  let wanted: SlackMessage | undefined;
  let busy: Promise<void> | undefined;
  let lastAt = clock();
  const stop = new AbortController();

  async function work() {
    while (wanted !== undefined) {
      const gap = typeof gapMs === 'number' ? gapMs : gapMs();
      await sleep(Math.max(0, lastAt + gap - clock()), undefined, { signal: stop.signal });
      const message = wanted;
      wanted = undefined;
      const outcome = await edit({ ...message, passing: true });
      lastAt = clock();
      // Tried again at the next time, unless something newer is to be shown by then.
      if (outcome === 'left out') wanted ??= message;
    }
  }

  return {
    show(message) {
      if (stop.signal.aborted) return;
      wanted = message;
      busy ??= work()
        .catch((error: unknown) => {
          wanted = undefined;
          if (!stop.signal.aborted) onFailure(error);
        })
        .finally(() => {
          busy = undefined;
        });
    },
    async finish(message) {
      wanted = undefined;
      stop.abort();
      await busy;
      await edit(message);
    },
    leave() {
      wanted = undefined;
      stop.abort();
    },
  };
}
