import type { DigestContent } from './digest-content.ts';

/** A digest as plain text, for a terminal and for a mail; without the picture, but with what it says. */
export function renderDigestText({ headline, notes, sections, picture }: DigestContent): string {
  const paragraphs = [
    [headline, ...notes],
    ...sections.map(({ title, lines }) => [title, ...lines.map((line) => `  ${line}`)]),
    ...(picture === undefined ? [] : [[picture.alt]]),
  ];
  return paragraphs.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
