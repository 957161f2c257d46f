import type { Language } from '../text/language.ts';
import type { DigestContent } from './digest-content.ts';
import { escapedHtml } from './html.ts';

/** A digest as the HTML of a mail. @param picture what its `src` is; absent: there is none */
export function renderDigestHtml(
  { headline, notes, sections, picture }: DigestContent,
  { language, src }: { readonly language: Language; readonly src?: string | undefined },
): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapedHtml(headline)}</title></head>`,
    '<body style="font-family:sans-serif;font-size:14px">',
    `<h2 style="font-size:18px">${escapedHtml(headline)}</h2>`,
    ...notes.map((note) => `<p>${escapedHtml(note)}</p>`),
    ...sections.flatMap(({ title, lines }) => [
      `<h3 style="font-size:15px">${escapedHtml(title)}</h3>`,
      `<ul>${lines.map((line) => `<li>${escapedHtml(line)}</li>`).join('')}</ul>`,
    ]),
    ...(picture === undefined
      ? []
      : src === undefined
        ? [`<p>${escapedHtml(picture.alt)}</p>`]
        : [
            `<p><img src="${escapedHtml(src)}" alt="${escapedHtml(picture.alt)}" width="520" style="max-width:100%"></p>`,
            `<p>${escapedHtml(picture.legend)}</p>`,
          ]),
    '</body></html>',
  ].join('\n');
}
