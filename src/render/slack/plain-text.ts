import { cut } from '../untrusted.ts';

/** Of the text of a message whose blocks somebody cannot see: Slack advises 4,000 characters, and commands cannot be skimmed by ear. */
export const heardLength = 3500;

/**
 * What a person would have read in the blocks, as mrkdwn: for a Slack that does not take them, and for screen readers, which read the text
 * of a message and not its blocks. At most `max` characters.
 */
export function plainText(
  { text, blocks }: { readonly text: string; readonly blocks: readonly unknown[] },
  max: number,
): string {
  const lines = blocks.flatMap((block) => linesOf(block)).filter((line) => line.trim() !== '');
  // What follows the first line of a text is what its blocks say already.
  const [head = ''] = text.split('\n');
  return cut([head, ...lines.filter((line) => line !== head)].join('\n'), max);
}

/** Buttons do nothing as text. */
const withoutMeaning = new Set(['actions', 'button', 'static_select', 'divider']);

function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linesOf);
  const node = asNode(value);
  const { type, text } = node;
  if (typeof type === 'string' && withoutMeaning.has(type)) return [];
  // A section of rich text is one paragraph, whatever styles it changes between.
  if (type === 'rich_text_section' || type === 'rich_text_preformatted' || type === 'rich_text_quote') {
    return inline(node['elements']).split('\n');
  }
  if (typeof text === 'string') return (type === 'mrkdwn' ? text : escape(text)).split('\n');
  return Object.values(node).flatMap(linesOf);
}

function inline(elements: unknown): string {
  if (!Array.isArray(elements)) return '';
  return elements.map(asNode).map(wordOf).join('');
}

function wordOf({ text, url, user_id: user, name, type, ...rest }: Record<string, unknown>): string {
  const { timestamp, format, fallback } = rest;
  // Text knows dates as well.
  if (type === 'date') return `<!date^${String(timestamp)}^${String(format)}|${escape(String(fallback))}>`;
  if (typeof text === 'string') return escape(text);
  if (typeof url === 'string') return escape(url);
  if (typeof user === 'string') return `<@${user}>`;
  return type === 'emoji' && typeof name === 'string' ? `:${name}:` : '';
}

function asNode(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
