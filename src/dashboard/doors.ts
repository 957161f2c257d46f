import { createHmac, createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import type { Secret } from '../config/secret.ts';
import { isForeignTo } from '../workspace/http/guard.ts';
import type { Visitors } from '../workspace/http/visitors.ts';
import { refusalPage, reloadPage, tokenPage } from './door-pages.ts';
import { readerIn } from './language-in.ts';
import { noStore } from './policy.ts';

export interface Doors {
  readonly visitors: Visitors;
  /** Of this dashboard alone: cookies know no ports. */
  readonly cookie: string;
  /** `http://127.0.0.1:30081`, the one that people are told first. */
  readonly origins: readonly [string, ...string[]];
  /** Absent: only whoever has a link is let in. */
  readonly token?: Secret | undefined;
}

const aWeek = 7 * 24 * 3_600;
/** Bytes of the form: whoever has not been let in yet makes nobody read more. */
const mostSent = 8_192;

/** Nobody but this server's own pages gets as far as anything else: names that resolve to it and pages of others do not. */
export function onlyOwn({ origins }: Pick<Doors, 'origins'>): MiddlewareHandler {
  return async (context, next) => {
    const headers = { host: context.req.header('host'), origin: context.req.header('origin') };
    if (isForeignTo(headers, origins))
      return context.text('This dashboard answers only under its own address.', 403);
    return next();
  };
}

/** Everything that says something of hosts stands behind this. */
export function onlyKnown(doors: Doors): MiddlewareHandler {
  return async (context, next) => {
    if (isIn(context, doors)) return next();
    noStore(context);
    // A browser leaves the cookie at home where a page of others, a chat, led here: a page of ours may ask again with it.
    const isPage = context.req.header('accept')?.includes('text/html') === true;
    if (isPage && context.req.query('again') === undefined)
      return context.html(reloadPage(withAgain(context)));
    const reader = readerIn(context);
    if (!isPage) return context.text('This browser has not been let in.', 403);
    return doors.token === undefined
      ? context.html(refusalPage(reader), 403)
      : context.html(tokenPage(reader, 'asked'), 401);
  };
}

/** `/in?token=…` of a link, and the form for who knows the token. */
export function entrance(doors: Doors): Hono {
  const { visitors, token } = doors;
  const routes = new Hono();
  routes.get('/in', (context) => {
    noStore(context);
    if (isIn(context, doors)) return context.redirect('/', 303);
    const session = visitors.redeem(context.req.query('token') ?? '');
    if (session === undefined) return context.html(refusalPage(readerIn(context)), 403);
    return letIn(context, session, doors);
  });
  routes.post('/in', bodyLimit({ maxSize: mostSent }), async (context) => {
    noStore(context);
    const { token: given } = await context.req.parseBody();
    if (token === undefined || typeof given !== 'string' || !isSame(given.trim(), token.reveal()))
      return context.html(tokenPage(readerIn(context), 'wrong'), 403);
    return letIn(context, sessionOf(token), doors);
  });
  return routes;
}

function isIn(context: Context, { visitors, cookie, token }: Doors): boolean {
  const session = getCookie(context, cookie);
  if (session === undefined) return false;
  return visitors.known(session) || (token !== undefined && isSame(session, sessionOf(token)));
}

/** Whoever gave the token stays in when Ferryman starts anew, until the token is another: a screen on a wall has nobody to type it. */
function sessionOf(token: Secret): string {
  return createHmac('sha256', token.reveal()).update('session of the dashboard').digest('base64url');
}

function letIn(context: Context, session: string, { cookie, origins }: Doors): Response {
  setCookie(context, cookie, session, {
    httpOnly: true,
    sameSite: 'Strict',
    secure: origins[0].startsWith('https:'),
    path: '/',
    maxAge: aWeek,
  });
  return context.redirect('/', 303);
}

/** Digests are of one length, so that how long it takes says nothing. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function withAgain({ req }: Context): string {
  const url = new URL(req.url);
  url.searchParams.set('again', '1');
  // With two slashes it would be the address of another server.
  return `${url.pathname.replace(/^\/+/, '/')}${url.search}`;
}
