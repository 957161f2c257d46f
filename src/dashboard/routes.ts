import { Hono } from 'hono';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { bundlePage, type PageFiles } from '../workspace/http/page-bundle.ts';
import { type Doors, entrance, onlyKnown, onlyOwn } from './doors.ts';
import { readerIn } from './language-in.ts';
import type { Live } from './live.ts';
import { dashboardHtml } from './page-html.ts';
import { guarded } from './policy.ts';

export interface RouteParts {
  readonly doors: Doors;
  readonly live: Live;
  /** Bull Board, where the jobs are in Redis. */
  readonly board?: Hono | undefined;
}

export function dashboardRoutes({ doors, live, board }: RouteParts): Hono {
  const app = new Hono();
  let files: Promise<PageFiles> | undefined;
  const bundled = () => (files ??= bundlePage('dashboard'));

  app.use(onlyOwn(doors));
  // They say nothing, and the door is drawn with them.
  app.get('/style.css', async (context) => asset(context, 'text/css', (await bundled()).style));
  app.get('/icon.svg', async (context) => asset(context, 'image/svg+xml', (await bundled()).icon));
  app.route('/', entrance(doors));
  app.use(onlyKnown(doors));
  app.get('/', (context) => {
    guarded(context, 'page');
    context.header('cache-control', 'no-store');
    return context.html(dashboardHtml(readerIn(context), { board: board !== undefined }));
  });
  app.get('/app.js', async (context) => asset(context, 'text/javascript', (await bundled()).script));
  app.get('/invite', (context) =>
    context.text(`For one more browser, once:\n${linkOf(doors)}\n`, 200, { 'cache-control': 'no-store' }),
  );
  app.get('/here', (context) => context.body(null, 204));
  app.get('/events', (context) => events(context, live));
  if (board !== undefined) {
    app.use('/queues/*', async (context, next) => {
      // What changes jobs is nothing that a page does.
      if (context.req.method !== 'GET') return context.text('Jobs are only shown here.', 405);
      await next();
      guarded(context, 'queues');
      return undefined;
    });
    // As one types it; the board knows the other alone.
    app.get('/queues/', (context) => context.redirect('/queues', 303));
    app.route('/queues', board);
  }
  return app;
}

/** Lets in one browser, once. */
export function linkOf({ visitors, origins }: Doors): string {
  return `${origins[0]}/in?token=${visitors.invite()}`;
}

function events(context: Context, live: Live): Response {
  const { language } = readerIn(context);
  // A proxy that gathers before it hands on would make it late.
  context.header('x-accel-buffering', 'no');
  return streamSSE(context, async (stream) => {
    await stream.write(': open\n\n');
    await new Promise<void>((gone) => {
      const end = live.listen(language, ({ kind, ...data }) =>
        stream.writeSSE({ event: kind, data: JSON.stringify(data) }),
      );
      stream.onAbort(() => {
        end();
        gone();
      });
    });
  });
}

function asset(context: Context, type: string, text: string): Response {
  context.header('content-type', `${type}; charset=utf-8`);
  context.header('x-content-type-options', 'nosniff');
  context.header('cache-control', 'no-cache');
  return context.body(text);
}
