import type { LogLine } from '../../report/logs.ts';
import { type Reader, english } from '../../text/reader.ts';
import { type LogWords, logWordsFor } from '../logs-words.ts';
import { cut } from '../untrusted.ts';
import { wordsFor } from '../words.ts';
import { lengthInJson } from './commands.ts';
import { timedLine } from './log-lines.ts';
import { stopButton } from './logs-buttons.ts';
import type { SlackMessage } from './message.ts';
import { renderUndone } from './notes.ts';
import { escaped, mention, slackClock } from './mrkdwn.ts';
import { bold, plain, preformatted, richText, section } from './rich-text.ts';

export interface Followed {
  readonly container: string;
  readonly host: string;
  readonly askedBy?: string | undefined;
  /** Lines that came, shown or not. */
  readonly count: number;
  /** The last of them, oldest first. */
  readonly lines: readonly LogLine[];
  readonly state:
    | {
        readonly kind: 'running';
        /** ISO 8601. */ readonly until: string;
        /** The job that the button stops. */ readonly job: string;
      }
    | {
        readonly kind: 'over';
        readonly afterMs: number;
        /** A sentence. */ readonly because?: string | undefined;
        /** Who did not want more, and when (ISO 8601). */
        readonly stopped?: { readonly byUserId: string; readonly at: string } | undefined;
      };
}

/** More than anybody keeps in sight. */
export const mostFollowedLines = 40;
const lineLength = 300;
/** As the JSON of it counts, well below what a message takes. */
const textLength = 8_000;

/** The message that a followed log is: its last lines, as many as fit. */
export function renderFollow(
  { container, host, askedBy, count, lines, state }: Followed,
  reader: Reader = english,
): SlackMessage {
  const words = wordsFor(reader);
  const logs = logWordsFor(reader);
  const target = logs.target(container, host);
  const title = cut(logs.following(target), 400);
  const shown = linesThatFit(lines);
  const said =
    state.kind === 'running'
      ? `⏳ ${logs.soFar(count, shown.length, slackClock(state.until))}`
      : escaped(
          words.inARow([
            `⏹ ${logs.followedFor(words.duration(state.afterMs), count, state.stopped !== undefined)}`,
            ...(state.because === undefined ? [] : [state.because]),
            ...(shown.length < count ? [logs.lastShown(shown.length)] : []),
          ]),
          900,
        );
  const by = [
    ...(lines.some(({ at }) => at !== undefined) ? [` · ${logs.lineTimes}`] : []),
    ...(askedBy === undefined ? [] : [` · ${words.askedBy(mention(askedBy))}`]),
    ...(state.kind === 'running' || state.stopped === undefined
      ? []
      : [` · ${logs.stoppedBy(mention(state.stopped.byUserId), slackClock(state.stopped.at))}`]),
  ].join('');
  return {
    text: words.inARow([escaped(words.stopped(title), 500), said]),
    blocks: [
      richText(section(plain('📡 '), bold(title))),
      richText(preformatted(shown.length === 0 ? noLine(state.kind, logs) : shown.join('\n'))),
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: `${said}${by}`, verbatim: true }],
      },
      ...(state.kind === 'running' ? stopButton({ host, container, job: state.job }, logs) : []),
    ],
  };
}

function noLine(state: Followed['state']['kind'], words: LogWords): string {
  return state === 'running' ? words.noLineYet : words.noLineCame;
}

function linesThatFit(lines: readonly LogLine[]): string[] {
  const day = lines.at(-1)?.at ?? '';
  const shown: string[] = [];
  let room = textLength;
  for (const line of lines.slice(-mostFollowedLines).toReversed()) {
    const text = timedLine(line, day, lineLength);
    room -= lengthInJson(text);
    if (room < 0) break;
    shown.unshift(text);
  }
  return shown;
}

/** Where not a single line could be waited for. */
export function renderFollowFailure(
  { container, host }: Pick<Followed, 'container' | 'host'>,
  why: { readonly sentence: string; readonly next: string },
  reader: Reader = english,
): SlackMessage {
  const words = logWordsFor(reader);
  const title = cut(words.notFollowed(words.target(container, host)), 400);
  return renderUndone(title, why, [], reader);
}
