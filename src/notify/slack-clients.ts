import { type FetchFunction, WebClient, type Logger as SlackLogger } from '@slack/web-api';

export interface SlackAccess {
  readonly token: string;
  /** Ends in `/api/`; absent means Slack itself. */
  readonly apiUrl?: string | undefined;
  readonly fetch?: FetchFunction | undefined;
}

export interface SlackClients {
  /** Never repeats a call: a post whose reply was lost is there already, and repeating it would show it twice. */
  readonly posting: WebClient;
  /** For calls that may be repeated: edits and look-ups. */
  readonly repeating: WebClient;
}

/** Each client gets an options object of its own, because Slack's libraries write into what they are given. */
export function slackClients({ token, apiUrl, fetch }: SlackAccess, logger: SlackLogger): SlackClients {
  const options = () => ({
    logger,
    timeout: 10_000,
    // Else one 429 holds up every other call of the client.
    rejectRateLimitedCalls: true,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    ...(fetch === undefined ? {} : { fetch }),
  });
  return {
    posting: new WebClient(token, { ...options(), retryConfig: { retries: 0 } }),
    repeating: new WebClient(token, {
      ...options(),
      retryConfig: { retries: 2, minTimeout: 200, factor: 2 },
    }),
  };
}
