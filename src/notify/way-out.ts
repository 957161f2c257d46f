import type { FetchFunction } from '@slack/web-api';
import { type Dispatcher, EnvHttpProxyAgent, fetch as fetchThrough, FormData as Form } from 'undici';

export interface Proxy {
  readonly url: string;
  /** As in NO_PROXY. */
  readonly except: string;
}

/** How requests and sockets to Slack leave this machine; empty where directly. */
export interface WayOut {
  readonly fetch?: FetchFunction;
  readonly dispatcher?: Dispatcher;
}

/** Takes the configuration's part, whose address hides itself because it may hold a password. */
export function proxyOf(slack: { proxy?: { url: { reveal(): string }; except: string } }): Proxy | undefined {
  return slack.proxy && { url: slack.proxy.url.reveal(), except: slack.proxy.except };
}

/** A `fetch` around another one, or around the direct way. */
export type AroundFetch = (through: FetchFunction | undefined) => FetchFunction;

/**
 * Node 20 itself knows nothing of proxies. One dispatcher serves the Web API, Socket Mode and the reply addresses.
 * @param around what hears of every call to Slack, the innermost first
 */
export function wayOut(proxy: Proxy | undefined, around: readonly (AroundFetch | undefined)[] = []): WayOut {
  const way = directOrThrough(proxy);
  const fetch = around.reduce((through, wrap) => wrap?.(through) ?? through, way.fetch);
  return fetch === undefined ? way : { ...way, fetch };
}

function directOrThrough(proxy: Proxy | undefined): WayOut {
  if (proxy === undefined) return {};
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxy.url,
    httpsProxy: proxy.url,
    noProxy: proxy.except,
  });
  const through: FetchFunction = (url, { body, ...init } = {}) =>
    fetchThrough(url, {
      ...init,
      dispatcher,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : copied(body) }),
    });
  return { fetch: through, dispatcher };
}

/** undici does not take the form of Node's own, older undici for one. */
function copied(form: FormData): Form {
  const copy = new Form();
  for (const [name, value] of form) {
    if (typeof value === 'string') copy.append(name, value);
    else copy.append(name, value, value.name);
  }
  return copy;
}
