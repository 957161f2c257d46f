import type { Asked } from '../../report/report.ts';
import type { Reader } from '../../text/reader.ts';
import { operationWords } from '../operation-words.ts';
import { nameTarget } from '../target.ts';
import { cut, oneLine } from '../untrusted.ts';
import { wordsFor } from '../words.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { runAgainButton } from './operation-buttons.ts';
import { bold, plain, prose, richText, section } from './rich-text.ts';

export interface CancelledOperation {
  readonly host: string;
  readonly asked?: Asked | undefined;
  /** Slack user id. */
  readonly by: string;
  readonly afterMs: number;
  /** The host has let go of all that ran for it. */
  readonly ended: boolean;
}

/** What replaces the progress message of what somebody cancelled. */
export function renderCancelled(
  { host, asked, by, afterMs, ended }: CancelledOperation,
  reader: Reader,
): SlackMessage {
  const words = wordsFor(reader);
  const own = operationWords(reader);
  const title = own.cancelled(cut(nameTarget(host, asked, words), 300));
  const name = cut(oneLine(host), 200);
  const end = [own.nothingChangedOn(name), ...(ended ? [] : [own.stillEnding(name)])];
  const byWhom = own.cancelledBy(mention(by), words.duration(afterMs));
  return {
    text: words.inARow([
      `⏹️ ${words.stopped(escaped(title, 400))}`,
      byWhom,
      ...end.map((one) => escaped(one, 400)),
    ]),
    blocks: [
      richText(section(plain('⏹️ '), bold(title))),
      { type: 'context', elements: [{ type: 'mrkdwn', text: byWhom, verbatim: true }] },
      richText(section(...prose(words.inARow(end), 1000))),
      ...runAgainButton(host, asked, words),
    ],
  };
}
