/** What people read in a message, without code: paragraphs, cells, labels of buttons. What a host printed stands in code. */
export function proseIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(proseIn);
  if (!isNode(node)) return [];
  const { type, elements, style } = node;
  if (type === 'rich_text_preformatted' || type === 'rich_text_quote') return [];
  if (type === 'rich_text_section' && Array.isArray(elements)) return [elements.map(wordOf).join('')];
  if (isNode(style) && style['code'] === true) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    SHOWN.has(key) && typeof value === 'string' ? [value] : proseIn(value),
  );
}

const SHOWN = new Set(['text', 'title', 'accessibility_label']);

function wordOf(element: unknown): string {
  if (!isNode(element) || typeof element['text'] !== 'string') return ' ';
  // Code stays code, so that what is said of it can still be told from it.
  return isNode(element['style']) && element['style']['code'] === true ? '``' : element['text'];
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Three English words in a row; names and settings come one or two at a time. */
const RUN = /(?<![\w./:=-])[A-Za-z]['A-Za-z]*(?: [a-z]['a-z]*){2,}(?![\w./:=-])/g;

/**
 * What a text that is not English says in English all the same: outside of code and of quotation marks, which hold what others say.
 * @param printed what a host or a person said; that stays in their words
 */
export function leftInEnglish(text: string, printed: () => string): string[] {
  const own = text
    // As Docker says it, in the words of Go's encoding/json.
    .replaceAll(/invalid character '.*?' [a-z ]+/g, ' ')
    .replaceAll(/```[^]*?(?:```|$)|`[^`]*(?:`|$)/g, '`')
    .replaceAll(/「[^」]*(?:」|$)|"[^"]*(?:"|$)/g, '"')
    .replaceAll(/<[^>]*>/g, ' ');
  return (own.match(RUN) ?? []).filter(
    (run) => !NAMES.has(run) && !COMMAND.test(run) && !printed().includes(run),
  );
}

/** Names of things, in any language; and what the kernel calls an error. */
const NAMES = new Set([
  // errno 113, in the words of strerror(3).
  'No route to host',
]);

/** A command that is named in passing. */
const COMMAND = /^(?:docker|podman|ip|iptables|nft|systemctl|ufw) /;

/** Clock times and dates that stand there without a zone, neither as a date of Slack's nor with UTC beside them. */
export function withoutZone(text: string, printed: () => string): string[] {
  if (/UTC|\d(?:Z|[+-]\d\d:?\d\d)/.test(text)) return [];
  const own = text.replaceAll(/<[^>]*>|`[^`]*`|「[^」]*」|"[^"]*"/g, ' ');
  const times =
    own.match(/(?<![\w:.])(?:\d{4}-\d\d-\d\d[ T])?\d\d:\d\d:\d\d(?![\w:])|\d{4}-\d\d-\d\d \d\d:\d\d/g) ?? [];
  return times.filter((time) => !printed().includes(time));
}
