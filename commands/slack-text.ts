/**
 * What a person typed, out of what Slack made of it: host names look like links to it (`<http://web-1.example|web-1.example>`),
 * and with `should_escape` an @ or # becomes `<@U1|name>`, `<#C1|name>`.
 */
export function plainText(text: string): string {
  return typedText(text).replaceAll(marks, '').trim();
}

// What ends a word is looked for from its first mark on only: from each of thousands it takes seconds.
const marks = /(?<![`*_~"'“”‘’])[`*_~"'“”‘’]+(?=\s|$)|(?<=^|\s)[`*_~"'“”‘’]+/g;

/** The same with quotes and all, where they mean something. */
export function typedText(text: string): string {
  return text
    .replaceAll(/<(?<target>[^<>|]*)(?:\|(?<label>[^<>]*))?>/g, (...match) => {
      // The named groups come last in what `replaceAll` hands out.
      const groups: { target?: string; label?: string } = match.at(-1);
      return groups.label ?? withoutScheme(groups.target ?? '');
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .trim();
}

function withoutScheme(link: string): string {
  return link.replace(/^(?:https?:\/\/|mailto:|tel:)/, '').replace(/\/$/, '');
}
