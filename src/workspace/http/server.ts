import type { HttpBindings } from '@hono/node-server';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { ResponseUrls } from '../response-urls.ts';
import type { SocketMode } from '../socket-mode.ts';
import { isForeign, isForeignUpgrade } from './guard.ts';
import { getCookie } from 'hono/cookie';
import type { PageParts } from './page-routes.ts';
import { pageRoutes } from './page-routes.ts';
import type { ApiParts } from './api-routes.ts';
import { apiRoutes } from './api-routes.ts';
import { pictureSize } from '../web-api/picture-size.ts';
import type { Uploads } from './uploads.ts';

export interface HttpParts extends ApiParts {
  readonly port: number;
  readonly uploads: Uploads;
  readonly urls: ResponseUrls;
  readonly socketMode: SocketMode;
  readonly page: PageParts;
}

/** Everything that arrives by HTTP, on a server that listens already. */
export function attach(server: Server, parts: HttpParts): void {
  const { port, uploads, urls } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (context, next) => {
    const headers = { host: context.req.header('host'), origin: context.req.header('origin') };
    if (isForeign(headers, port))
      return context.text('This workspace answers only its own page and clients.', 403);
    return next();
  });
  app.route('/api', apiRoutes(parts));
  app.post('/upload/v1/:place', async (context) => {
    const { status, text } = await uploads.take(context.req.param('place'), context.req.raw);
    return context.text(text, status);
  });
  for (const kind of ['commands', 'actions']) {
    app.post(`/${kind}/:team/:id/:secret`, async (context) => {
      const body: unknown = await context.req.json().catch(() => undefined);
      const answer = urls.answer(context.req.path, body);
      return answer.body === 'ok' ? context.text('ok') : context.json(answer.body, answer.status);
    });
  }
  app.get('/files-pri/:id/:name', (context) => {
    const { visitors, cookie } = parts.page;
    const allowed = context.req.header('authorization') === `Bearer ${parts.botToken}`;
    if (!allowed && !visitors.known(getCookie(context, cookie))) return context.text('Not for you.', 403);
    const bytes = uploads.file(context.req.param('id'))?.bytes;
    if (!bytes) return context.notFound();
    const headers =
      pictureSize(bytes) === undefined ? fileHeaders : { ...fileHeaders, 'content-type': 'image/png' };
    return context.body(new Uint8Array(bytes), 200, headers);
  });
  app.route('/', pageRoutes(parts.page));
  const listener = getRequestListener(app.fetch);
  server.on('request', (request, response) => void listener(request, response));
  acceptSockets(server, parts);
}

/** Shown as text whatever it holds, but for pictures: an uploaded page must not run here. */
const fileHeaders = {
  'content-type': 'text/plain; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
};

function acceptSockets(server: Server, { port, socketMode }: HttpParts): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    // No URL is made of it: anybody may ask for a path that is none, and what is thrown here ends the process.
    const [path, query] = (request.url ?? '').split('?');
    const welcome = path === '/link/' && !isForeignUpgrade(request.headers, port);
    if (!welcome || !socketMode.redeem(new URLSearchParams(query).get('ticket'))) {
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => socketMode.accept(client));
  });
}
