import type { KnownBlock } from '@slack/types';
import type { Reader } from '../../text/reader.ts';
import type { DigestContent } from '../digest-content.ts';
import { wordsFor } from '../words.ts';
import type { SlackMessage } from './message.ts';
import { escaped } from './mrkdwn.ts';
import { bold, bulletList, prose, richText, section } from './rich-text.ts';

/** A digest as one message. @param fileId of its picture, once that is in Slack */
export function renderDigest(content: DigestContent, reader: Reader, fileId?: string): SlackMessage {
  const { headline, notes, sections, picture } = content;
  const words = wordsFor(reader);
  const blocks: KnownBlock[] = [
    richText(section(bold(headline)), ...notes.map((note) => section(...prose(note, 400)))),
    ...sections.map(({ title, lines }) => richText(section(bold(title)), bulletList(lines))),
  ];
  const text = words.inARow([escaped(headline, 700), ...notes.map((note) => escaped(note, 400))]);
  if (picture === undefined || fileId === undefined) return { text, blocks };
  const shown: KnownBlock = {
    type: 'image',
    slack_file: { id: fileId },
    alt_text: picture.alt,
    title: { type: 'plain_text', text: picture.legend, emoji: false },
  };
  // Slack may still not have looked at the picture; it is in the thread as well.
  return { text, blocks: [...blocks, shown], plainer: blocks };
}
