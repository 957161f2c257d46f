import type { Context } from 'hono';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { FerrymanError } from '../../errors.ts';
import { click } from '../people/click.ts';
import type { Desk } from '../people/desk.ts';
import { openHome } from '../people/home.ts';
import { closeView, submit, suggest } from '../people/modal.ts';
import { say } from '../people/say.ts';
import { shortcut } from '../people/shortcut.ts';
import { slash } from '../people/slash.ts';
import type { TroubleParts } from '../people/trouble.ts';
import { armedIn, makeTrouble, Trouble } from '../people/trouble.ts';
import type { View } from '../state/view.ts';
import type { PageFiles } from './page-bundle.ts';
import { bundlePage } from './page-bundle.ts';
import type { Visitors } from './visitors.ts';

export interface PageParts {
  readonly desk: Desk;
  readonly visitors: Visitors;
  readonly cookie: string;
  readonly view: () => View;
  readonly trouble: TroubleParts;
  /** `http://127.0.0.1:30080`. */
  readonly origin: string;
}

/** Everything comes from here; no script but the page's own runs, and nothing is fetched from elsewhere. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Ferryman workspace</title>
<link rel="icon" href="/page/icon.svg">
<link rel="stylesheet" href="/page/style.css">
<div id="app"></div>
<script type="module" src="/page/app.js"></script>
</html>
`;

/** The page for people, behind a one-time token that becomes a cookie. */
export function pageRoutes({ desk, visitors, cookie, view, trouble, origin }: PageParts): Hono {
  const routes = new Hono();
  let files: Promise<PageFiles> | undefined;
  const bundled = () => (files ??= bundlePage());

  routes.get('/', (context) => {
    const token = context.req.query('token');
    if (token === undefined) return context.notFound();
    if (visitors.known(getCookie(context, cookie))) return context.redirect('/page', 303);
    const session = visitors.redeem(token);
    if (session === undefined) {
      const why = visitors.spent(token) ? usedUp : 'This link is of a workspace that ran here before.';
      return context.text(`${why}\n${wayIn(origin)}`, 403);
    }
    // Kept when the browser is closed; the workspace forgets it when it ends.
    setCookie(context, cookie, session, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: aWeek });
    return context.redirect('/page', 303);
  });
  routes.use('/page/*', onlyKnown(visitors, cookie, origin));
  routes.use('/archives/*', onlyKnown(visitors, cookie, origin));
  routes.get('/page/invite', (context) =>
    context.text(`For one more browser on this machine, once:\n${origin}/?token=${visitors.invite()}\n`),
  );
  for (const path of ['/page', '/archives/:channel', '/archives/:channel/:message']) {
    routes.get(path, (context) => {
      context.header('content-security-policy', policy);
      context.header('x-content-type-options', 'nosniff');
      context.header('referrer-policy', 'no-referrer');
      return context.html(html);
    });
  }
  routes.get('/page/app.js', async (context) => asset(context, 'text/javascript', (await bundled()).script));
  routes.get('/page/style.css', async (context) => asset(context, 'text/css', (await bundled()).style));
  routes.get('/page/icon.svg', async (context) => asset(context, 'image/svg+xml', (await bundled()).icon));
  routes.get('/page/state', (context) => context.json(view()));
  routes.get('/page/events', (context) =>
    streamSSE(context, async (stream) => {
      // Without a first word the browser would not call the line open.
      await stream.write(': open\n\n');
      await new Promise<void>((gone) => {
        const stop = desk.store.changes.listen((change) => {
          void stream.writeSSE({ data: JSON.stringify(change) });
        });
        stream.onAbort(() => {
          stop();
          gone();
        });
      });
    }),
  );
  routes.post('/page/slash', async (context) => acted(context, Slash, (asked) => slash(desk, asked)));
  routes.post('/page/say', async (context) => acted(context, Say, (asked) => say(desk, asked)));
  routes.post('/page/click', async (context) => acted(context, Click, (asked) => click(desk, asked)));
  routes.post('/page/shortcut', async (context) =>
    acted(context, Shortcut, (asked) => shortcut(desk, asked)),
  );
  routes.post('/page/submit', async (context) => acted(context, Submit, (asked) => submit(desk, asked)));
  routes.post('/page/close', async (context) => acted(context, InView, (asked) => closeView(desk, asked)));
  routes.post('/page/home', async (context) => acted(context, Home, (asked) => openHome(desk, asked)));
  // The page shows what a menu offers at once; everything else reaches it as a change.
  routes.post('/page/suggest', async (context) =>
    acted(context, Suggest, async (asked) => context.json((await suggest(desk, asked)).options)),
  );
  routes.get('/page/faults', (context) => context.json(armedIn(trouble)));
  routes.post('/page/faults', async (context) =>
    acted(context, Trouble, (asked) => context.json(makeTrouble(trouble, asked))),
  );
  return routes;
}

const where = { channel: z.string(), user: z.string(), threadTs: z.string().exactOptional() };
const Slash = z.object({ ...where, command: z.string(), text: z.string() });
const Say = z.object({ ...where, text: z.string() });
const InView = z.object({ user: z.string(), viewId: z.string().exactOptional() });
const Filled = z.record(z.string(), z.string());
const Shortcut = z.object({
  callbackId: z.string(),
  messageTs: z.string(),
  channel: z.string(),
  user: z.string(),
});
const Submit = z.object({ ...InView.shape, values: Filled.exactOptional() });
const Suggest = z.object({ ...InView.shape, actionId: z.string(), typed: z.string().exactOptional() });
const Home = z.object({ user: z.string(), tab: z.enum(['home', 'messages']).exactOptional() });
const Click = z.object({
  messageTs: z.string().exactOptional(),
  viewId: z.string().exactOptional(),
  values: Filled.exactOptional(),
  actionId: z.string(),
  blockId: z.string().exactOptional(),
  user: z.string(),
  value: z.string().exactOptional(),
});

async function acted<T extends z.ZodType>(context: Context, shape: T, act: (asked: z.infer<T>) => unknown) {
  const body: unknown = await context.req.json().catch((): undefined => undefined);
  const asked = shape.safeParse(body);
  if (!asked.success) return context.text('The page sent something that the workspace cannot read.', 400);
  try {
    const answer = await act(asked.data);
    return answer instanceof Response ? answer : context.body(null, 204);
  } catch (error) {
    if (error instanceof FerrymanError) return context.text(`${error.message} ${error.next}`, 409);
    throw error;
  }
}

const onlyKnown =
  (visitors: Visitors, cookie: string, origin: string) =>
  async (context: Context, next: () => Promise<void>) => {
    if (visitors.known(getCookie(context, cookie))) return next();
    return context.text(`This browser has not been let in.\n${wayIn(origin)}`, 403);
  };

const aWeek = 7 * 24 * 3_600;

const usedUp =
  'This link has let in another browser already, and each lets in one. There it works again as often as you like.';

function wayIn(origin: string): string {
  return `Open the link that was printed when the workspace started last. If that is used up, open ${origin}/page/invite in a browser that is in, which shows a link for this one; or start the workspace anew, which prints one.`;
}

function asset(context: Context, type: string, text: string): Response {
  context.header('content-type', `${type}; charset=utf-8`);
  context.header('x-content-type-options', 'nosniff');
  return context.body(text);
}
