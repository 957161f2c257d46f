import { html } from 'hono/html';
import type { Reader } from '../text/reader.ts';
import { pageWords, type PageWords } from './words.ts';

/** What the page needs to know before it hears anything. */
export interface PageSettings {
  readonly language: string;
  readonly words: PageWords;
  /** Whether there is a board of single jobs. */
  readonly board: boolean;
}

export function dashboardHtml(reader: Reader, { board }: Pick<PageSettings, 'board'>) {
  const words = pageWords(reader);
  const settings: PageSettings = { language: reader.language, words, board };
  return html`<!doctype html>
    <html lang="${reader.language}">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${words.title}</title>
      <link rel="icon" href="/icon.svg" />
      <link rel="stylesheet" href="/style.css" />
      <div id="app" data-settings="${JSON.stringify(settings)}"></div>
      <script type="module" src="/app.js"></script>
    </html>`;
}
