import type { IncomingHttpHeaders } from 'node:http';

/**
 * Loopback alone does not keep a web page of someone else out: its scripts may post to 127.0.0.1, and a name of theirs may
 * resolve to it. So a request must name this server as its host, and come from no page or from a page of this server.
 */
export function isForeign(
  headers: { host?: string | undefined; origin?: string | undefined },
  port: number,
): boolean {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (headers.host === undefined || !own.includes(headers.host)) return true;
  return headers.origin !== undefined && !own.some((host) => headers.origin === `http://${host}`);
}

/** The Go client of Slack names Slack as its origin on every socket; no page but Slack's own can do that. */
const slackOrigin = 'https://api.slack.com';

export const isForeignUpgrade = ({ host, origin }: IncomingHttpHeaders, port: number): boolean =>
  isForeign({ host, origin: origin === slackOrigin ? undefined : origin }, port);
