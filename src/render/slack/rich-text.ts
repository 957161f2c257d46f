import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextPreformatted,
  RichTextSection,
} from '@slack/types';

import { cut, visible } from '../untrusted.ts';

/**
 * Rich text is data, not markup: in its text elements `<!channel>`, `<@U1>`, `*` and ``` mean nothing. That is why text
 * from hosts travels in it and never in mrkdwn.
 */
export function richText(...elements: RichTextBlockElement[]): RichTextBlock {
  return { type: 'rich_text', elements };
}

export function section(...elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements };
}

export function preformatted(text: string): RichTextPreformatted {
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: text === '' ? ' ' : text }] };
}

export function bulletList(items: readonly string[]): RichTextBlockElement {
  return {
    type: 'rich_text_list',
    style: 'bullet',
    elements: items.map((item) => section(...prose(item, 400))),
  };
}

export function bold(text: string): RichTextElement {
  return plain(text, { bold: true });
}

export function plain(text: string, style?: { bold?: boolean; code?: boolean }): RichTextElement {
  // Slack refuses an empty text element together with the whole message.
  const shown = text === '' ? ' ' : text;
  return style === undefined ? { type: 'text', text: shown } : { type: 'text', text: shown, style };
}

/** A time in the zone of whoever reads; in the text of a word where it is none. @param at ISO 8601 */
export function moment(at: string): RichTextElement {
  const seconds = Math.floor(Date.parse(at) / 1000);
  if (Number.isNaN(seconds)) return plain(at);
  const fallback = `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return { type: 'date', timestamp: seconds, format: '{date_short_pretty} {time_secs}', fallback };
}

/** A label, and on the same line or below it the words of a rule; what stands between backticks looks like code. */
export function labelled(label: string, text: string, max: number): RichTextSection {
  return section(bold(label), plain('   '), ...prose(text, max));
}

export function prose(text: string, max: number): RichTextElement[] {
  const shown = cut(visible(text).trim(), max);
  if (shown === '') return [plain('')];
  // split() with one group alternates: outside, inside, outside, …
  return shown
    .split(/`([^`\n]+)`/)
    .map((piece, index) => ({ piece, code: index % 2 === 1 }))
    .filter(({ piece }) => piece !== '')
    .map(({ piece, code }) => (code ? plain(piece, { code }) : plain(piece)));
}
