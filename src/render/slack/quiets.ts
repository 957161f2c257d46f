import type { RichTextElement } from '@slack/types';
import type { Quiet } from '../../report/watch.ts';
import type { Reader } from '../../text/reader.ts';
import type { Text } from '../../text/say.ts';
import { cut, oneLine } from '../untrusted.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention, slackDate } from './mrkdwn.ts';
import { bold, moment, plain, prose, richText, section } from './rich-text.ts';
import { person } from './watches.ts';

const mostRows = 30;

/** For the channel: who keeps what quiet, until when and why. */
export function renderQuietLine(quiet: Quiet, { t }: Reader): SlackMessage {
  const { on, until, because, byUserId } = quiet;
  const deed = t`keeps ${on} quiet until`;
  return {
    text: `🔕 ${mention(byUserId)} ${escaped(deed, 300)} ${slackDate(until)}: ${escaped(because, 300)}`,
    blocks: [
      richText(
        section(plain('🔕 '), person(byUserId), plain(` ${deed} `), moment(until), plain(reasonOf(quiet))),
      ),
    ],
  };
}

/** For who asked. @param missed why the channel was not told */
export function renderQuiet(quiet: Quiet, missed: Text | undefined, reader: Reader): SlackMessage {
  const { t, tell } = reader;
  const { on } = quiet;
  const means = t`Until then nothing new of it is announced; what was announced before goes on being brought up to date.`;
  const how = t`To end that early, type ${`/quiet end ${on}`}`;
  const more = [means, how, ...(missed === undefined ? [] : [tell(missed)])].join('\n');
  const head = t`${on} is quiet until`;
  return {
    text: `${escaped(head, 300)} ${slackDate(quiet.until)}: ${escaped(quiet.because, 300)}`,
    blocks: [
      richText(section(...untilOf(quiet, reader), plain(reasonOf(quiet)), plain('\n'), ...prose(more, 1500))),
    ],
  };
}

/** All that is quiet, the first to end first. */
export function renderQuiets(quiets: readonly Quiet[], reader: Reader): SlackMessage {
  const { t } = reader;
  if (quiets.length === 0) {
    const nothing = t`Nothing is kept quiet.`;
    return { text: nothing, blocks: [richText(section(plain(nothing)))] };
  }
  const sorted = quiets.toSorted((one, other) => Date.parse(one.until) - Date.parse(other.until));
  const shown = sorted.slice(0, mostRows);
  const left = sorted.length - shown.length;
  const head = t`What is kept quiet`;
  return {
    text: `${head} ${shown.map(({ on }) => `\`${escaped(on, 100)}\``).join(' ')}`,
    blocks: [
      richText(section(bold(head))),
      richText(
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: shown.map((quiet) =>
            section(...untilOf(quiet, reader), plain(reasonOf(quiet)), plain(' · '), person(quiet.byUserId)),
          ),
        },
        ...(left > 0 ? [section(plain(t`and ${left} more`))] : []),
      ),
    ],
  };
}

function untilOf({ on, until }: Quiet, { t }: Reader): RichTextElement[] {
  return [plain(`${t`${on} is quiet until`} `), moment(until)];
}

function reasonOf({ because }: Quiet): string {
  return `: ${cut(oneLine(because), 250)}`;
}
