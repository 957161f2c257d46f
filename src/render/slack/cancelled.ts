import type { KnownBlock } from '@slack/types';
import type { Reader } from '../../text/reader.ts';
import { operationWords } from '../operation-words.ts';
import { cut, oneLine } from '../untrusted.ts';
import { wordsFor } from '../words.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { bold, plain, prose, richText, section } from './rich-text.ts';

/** When somebody cancelled an operation. */
export interface Cancellation {
  /** Slack user id. */
  readonly by: string;
  readonly afterMs: number;
  /** `in-line`: no worker had begun it. `ended`: its hosts have let go of all that ran for it. */
  readonly state: 'in-line' | 'ended' | 'ending';
}

export interface CancelledOperation extends Cancellation {
  /** `web-1:80: diagnosis cancelled`. */
  readonly title: string;
  /** Absent where it was not known yet. */
  readonly host?: string | undefined;
  /** What asks the same once more. */
  readonly again: readonly KnownBlock[];
}

/** What replaces the message of what somebody cancelled. */
export function renderCancelled(
  { title, host, by, afterMs, state, again }: CancelledOperation,
  reader: Reader,
): SlackMessage {
  const words = wordsFor(reader);
  const own = operationWords(reader);
  const shown = cut(title, 400);
  const after = words.duration(afterMs);
  const byWhom =
    state === 'in-line' ? own.cancelledInLine(mention(by), after) : own.cancelledBy(mention(by), after);
  const end = endOf(state, host === undefined ? undefined : cut(oneLine(host), 200), own);
  return {
    text: words.inARow([
      `⏹️ ${words.stopped(escaped(shown, 400))}`,
      byWhom,
      ...end.map((one) => escaped(one, 400)),
    ]),
    blocks: [
      richText(section(plain('⏹️ '), bold(shown))),
      { type: 'context', elements: [{ type: 'mrkdwn', text: byWhom, verbatim: true }] },
      richText(section(...prose(words.inARow(end), 1000))),
      ...again,
    ],
  };
}

function endOf(
  state: Cancellation['state'],
  host: string | undefined,
  own: ReturnType<typeof operationWords>,
): string[] {
  if (state === 'in-line') return [own.untouched];
  if (host === undefined)
    return [own.nothingChangedAnywhere, ...(state === 'ended' ? [] : [own.stillEndingSomewhere])];
  return [own.nothingChangedOn(host), ...(state === 'ended' ? [] : [own.stillEnding(host)])];
}
