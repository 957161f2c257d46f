import type { RichTextElement } from '@slack/types';
import { isChannelId } from '../../report/channel-id.ts';
import type { Quiet, Watch } from '../../report/watch.ts';
import type { Reader } from '../../text/reader.ts';
import { tellSpan } from '../incident-span.ts';
import { cut, oneLine } from '../untrusted.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { bold, moment, plain, prose, richText, section } from './rich-text.ts';

interface WatchRow {
  readonly watch: Watch;
  /** That keep some of its hosts quiet now. */
  readonly quiets: readonly Quiet[];
}

/** More than anybody reads in a message. */
const mostRows = 30;

/** `shop 30001, 30003`. */
export function watchSubject({ on, ports }: Pick<Watch, 'on' | 'ports'>): string {
  return [on, ports.join(', ')].filter((part) => part !== '').join(' ');
}

/** All that is watched, with what is quiet of it. */
export function renderWatches(rows: readonly WatchRow[], reader: Reader): SlackMessage {
  const { t } = reader;
  if (rows.length === 0) {
    const nothing = t`Nothing is watched.`;
    return { text: nothing, blocks: [richText(section(plain(nothing)))] };
  }
  const shown = rows.slice(0, mostRows);
  const left = rows.length - shown.length;
  const head = t`What is watched`;
  return {
    text: `${head} ${shown.map(({ watch }) => `\`${escaped(watchSubject(watch), 100)}\``).join(' ')}`,
    blocks: [
      richText(section(bold(head))),
      richText(
        { type: 'rich_text_list', style: 'bullet', elements: shown.map((row) => rowOf(row, reader)) },
        ...(left > 0 ? [section(plain(t`and ${left} more`))] : []),
      ),
    ],
  };
}

function rowOf({ watch, quiets }: WatchRow, reader: Reader) {
  const { t } = reader;
  const dot = plain(' · ');
  return section(
    bold(cut(oneLine(watchSubject(watch)), 300)),
    plain(` · ${t`every ${tellSpan(watch.everyMs, reader)}`}`),
    dot,
    placeOf(watch, reader),
    dot,
    watch.by.kind === 'config' ? plain('ferryman.yaml') : person(watch.by.userId),
    dot,
    plain(watch.id, { code: true }),
    ...quiets.slice(0, 3).flatMap((quiet) => quietUntil(quiet, reader)),
  );
}

function quietUntil({ on, until, because }: Quiet, { t }: Reader): RichTextElement[] {
  return [plain(`\n🔕 ${t`${on} is quiet until`} `), moment(until), plain(`: ${cut(oneLine(because), 200)}`)];
}

function placeOf({ to }: Watch, { t }: Reader): RichTextElement {
  if (to === undefined) return plain(t`told as ferryman.yaml says`);
  if (!isChannelId(to)) return plain(to);
  return to.startsWith('D') ? plain(t`in direct messages`) : { type: 'channel', channel_id: to };
}

/** A user id that Slack gave; anything else is shown as text. */
export function person(userId: string): RichTextElement {
  return /^[UW][A-Z0-9]{2,20}$/.test(userId) ? { type: 'user', user_id: userId } : plain(userId);
}

interface Deed {
  readonly userId: string;
  /** Goes on after the name of who it was. */
  readonly deed: string;
}

/** A line for a channel: who has done what; and, in one more, what somebody had done that is undone by it. */
export function renderDeed(userId: string, deed: string, undone?: Deed): SlackMessage {
  const deeds = [{ userId, deed }, ...(undone === undefined ? [] : [undone])];
  return {
    text: deeds.map((one) => `${mention(one.userId)} ${escaped(one.deed, 500)}`).join('\n'),
    blocks: [
      richText(...deeds.map((one) => section(person(one.userId), plain(' '), ...prose(one.deed, 1000)))),
    ],
  };
}
