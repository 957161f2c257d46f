import { html } from 'hono/html';
import type { Reader } from '../text/reader.ts';

type Page = ReturnType<typeof html>;

function page({ language }: Pick<Reader, 'language'>, title: string, body: Page): Page {
  return html`<!doctype html>
    <html lang="${language}">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${title}</title>
      <link rel="icon" href="/icon.svg" />
      <link rel="stylesheet" href="/style.css" />
      <body>
        <main class="door">${body}</main>
      </body>
    </html>`;
}

/** Comes back with the cookie that the way here has left behind. */
export function reloadPage(path: string): Page {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <title>Ferryman</title>
      <meta http-equiv="refresh" content="0;url=${path}" />
    </html>`;
}

export function refusalPage(reader: Reader): Page {
  const { t } = reader;
  return page(
    reader,
    'Ferryman',
    html`<h1>Ferryman</h1>
      <p>${t`This browser has not been let in.`}</p>
      <p>
        ${t`Open the link that was printed when Ferryman started last; it lets in one browser. If that is used up, open /invite in a browser that is in, which shows a link for this one; or start Ferryman anew, which prints one.`}
      </p>`,
  );
}

/** @param why `wrong` where somebody tried */
export function tokenPage(reader: Reader, why: 'asked' | 'wrong'): Page {
  const { t } = reader;
  const wrong =
    why === 'wrong'
      ? html`<p id="wrong" class="wrong" role="alert">${t`That is not the token.`}</p>`
      : html``;
  return page(
    reader,
    'Ferryman',
    html`<h1>Ferryman</h1>
      <form method="post" action="/in">
        <label for="token">${t`Token of this dashboard`}</label>
        <input
          id="token"
          name="token"
          type="password"
          autocomplete="current-password"
          aria-describedby="hint"
          required
          autofocus
        />
        <p id="hint" class="muted">${t`Whoever runs Ferryman has set it as FERRYMAN_DASHBOARD_TOKEN.`}</p>
        ${wrong}
        <button class="button primary">${t`Open the dashboard`}</button>
      </form>`,
  );
}
