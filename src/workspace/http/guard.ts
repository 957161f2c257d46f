import type { IncomingHttpHeaders } from 'node:http';

/**
 * Loopback alone does not keep a web page of someone else out: its scripts may post to 127.0.0.1, and a name of theirs may
 * resolve to it. So a request must name this server as its host, and come from no page or from a page of this server.
 */
export function isForeign(headers: Headers, port: number): boolean {
  return isForeignTo(headers, loopbackOrigins(port));
}

interface Headers {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

export function loopbackOrigins(port: number): readonly string[] {
  return [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
}

/** The same of a server with other names. @param own origins, `http://127.0.0.1:30080` */
export function isForeignTo({ host, origin }: Headers, own: readonly string[]): boolean {
  if (host === undefined || !own.some((one) => new URL(one).host === host)) return true;
  return origin !== undefined && !own.includes(origin);
}

/** The Go client of Slack names Slack as its origin on every socket; no page but Slack's own can do that. */
const slackOrigin = 'https://api.slack.com';

export const isForeignUpgrade = ({ host, origin }: IncomingHttpHeaders, port: number): boolean =>
  isForeign({ host, origin: origin === slackOrigin ? undefined : origin }, port);
