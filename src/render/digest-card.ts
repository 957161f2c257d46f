import type { DigestContent } from './digest-content.ts';
import { type FeishuCard, renderNoteCard } from './incident-card.ts';

/** A digest as a card of Feishu: plain text, as all of it. @param imageKey of its picture, once that is in Feishu */
export function renderDigestCard(
  { headline, notes, sections, picture }: DigestContent,
  imageKey?: string,
): FeishuCard {
  const paragraphs = [
    ...(notes.length > 0 ? [notes.join('\n')] : []),
    ...sections.map(({ title, lines }) => [title, ...lines.map((line) => `• ${line}`)].join('\n')),
  ];
  const card = renderNoteCard(headline, ...paragraphs);
  if (picture === undefined) return card;
  const image = {
    tag: 'img',
    img_key: imageKey,
    alt: { tag: 'plain_text', content: picture.alt },
    title: { tag: 'plain_text', content: picture.legend },
  };
  return imageKey === undefined ? card : { ...card, elements: [...card.elements, image] };
}
