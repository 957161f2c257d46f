import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Reader } from '../../text/reader.ts';
import type { DigestContent } from '../digest-content.ts';
import { wordsFor } from '../words.ts';
import type { SlackMessage } from './message.ts';
import { escaped } from './mrkdwn.ts';
import { bold, bulletList, plain, prose, richText, section } from './rich-text.ts';

/** A digest as one message. @param fileId of its picture, once that is in Slack */
export function renderDigest(content: DigestContent, reader: Reader, fileId?: string): SlackMessage {
  const { headline, notes, sections, picture } = content;
  const words = wordsFor(reader);
  const head = richText(section(bold(headline), ...below(notes)));
  const rest = sections.map(({ title, lines }) =>
    // What begins with a mark needs no bullet before it.
    lines.some((line) => /^\p{Extended_Pictographic}/u.test(line))
      ? richText(section(bold(title), ...below(lines)))
      : richText(section(bold(title)), bulletList(lines)),
  );
  const text = words.inARow([escaped(headline, 700), ...notes.map((note) => escaped(note, 400))]);
  if (picture === undefined || fileId === undefined) return { text, blocks: [head, ...rest] };
  const shown: KnownBlock = {
    type: 'image',
    slack_file: { id: fileId },
    alt_text: picture.alt,
    title: { type: 'plain_text', text: picture.legend, emoji: false },
  };
  // Slack may still not have looked at the picture; it is in the thread as well.
  return { text, blocks: [head, shown, ...rest], plainer: [head, ...rest] };
}

function below(lines: readonly string[]): RichTextElement[] {
  return lines.flatMap((line) => [plain('\n'), ...prose(line, 700)]);
}
