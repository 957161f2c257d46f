import { App, type Context, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackConfig } from '../src/config/types.ts';
import { FerrymanError } from '../src/errors.ts';
import type { WayOut } from '../src/notify/way-out.ts';
import { slackLogger } from '../src/notify/slack-logger.ts';

export interface SlackApp {
  readonly app: App;
  start(): Promise<void>;
  /** Slack's requests can come in now. */
  connected(): boolean;
  /** Takes no more requests. Ends within a few seconds, whatever the other side does. */
  disconnect(): Promise<void>;
}

export interface SlackAppDeps {
  readonly logger: Logger;
  readonly wayOut: WayOut;
}

/** The app as Slack meets it: over Socket Mode, or over HTTP where the configuration says so. */
export async function createSlackApp(config: SlackConfig, deps: SlackAppDeps): Promise<SlackApp> {
  switch (config.mode) {
    case 'socket':
      return overSockets(config, deps);
    case 'http':
      return overHttp(config, deps);
    default:
      return config.mode satisfies never;
  }
}

async function overSockets(config: SlackConfig, deps: SlackAppDeps): Promise<SlackApp> {
  const appToken =
    config.appToken?.reveal() ?? missing('SLACK_APP_TOKEN', 'with the scope connections:write');
  const log = slackLogger(deps.logger.child({ part: 'socket' }));
  // Slack renews a connection every few hours, and five seconds pass without it: with two there is always one.
  // Each keeps its own hundred retries; an options object shared with the app would give them to every call.
  const receivers = [1, 2].map(
    () =>
      new SocketModeReceiver({
        appToken,
        logger: log,
        ...(deps.wayOut.dispatcher === undefined ? {} : { dispatcher: deps.wayOut.dispatcher }),
        installerOptions: { clientOptions: clientOptions(config, deps) },
      }),
  );
  const [first, second] = receivers;
  if (first === undefined || second === undefined) throw new Error('two receivers are made above');
  for (const [index, { client }] of receivers.entries()) {
    const tell = (event: string) => deps.logger.info({ socket: index + 1, event }, 'Slack connection');
    client.on('connected', () => tell('connected'));
    client.on('reconnecting', () => tell('reconnecting'));
    client.on('disconnected', () => tell('disconnected'));
  }
  const app = buildApp(config, first, deps);
  await initialise(app);
  second.init(app);
  return {
    app,
    async start() {
      await Promise.all([app.start(), second.start()]);
    },
    connected: () => receivers.some(({ client }) => client.websocket?.isActive() === true),
    async disconnect() {
      await atMost(3_000, Promise.all(receivers.map(({ client }) => leave(client))));
    },
  };
}

async function overHttp(config: SlackConfig, deps: SlackAppDeps): Promise<SlackApp> {
  const signingSecret =
    config.signingSecret?.reveal() ?? missing('SLACK_SIGNING_SECRET', 'under Basic Information');
  const receiver = new HTTPReceiver({
    signingSecret,
    logger: slackLogger(deps.logger.child({ part: 'http' })),
  });
  const app = buildApp(config, receiver, deps);
  await initialise(app);
  let listening = false;
  return {
    app,
    async start() {
      await app.start(config.port);
      listening = true;
    },
    connected: () => listening,
    async disconnect() {
      listening = false;
      await atMost(3_000, receiver.stop());
    },
  };
}

function buildApp(config: SlackConfig, receiver: Receiver, deps: SlackAppDeps): App {
  const app = new App({
    token: config.botToken?.reveal() ?? missing('SLACK_BOT_TOKEN', 'under OAuth & Permissions'),
    receiver,
    logger: slackLogger(deps.logger.child({ part: 'bolt' })),
    // Bolt would keep every conversation's state in memory.
    convoStore: false,
    // Else a wrong token shows only as commands that are acknowledged and forgotten.
    deferInitialization: true,
    extendedErrorHandler: true,
    clientOptions: {
      ...clientOptions(config, deps),
      timeout: 10_000,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 2, minTimeout: 200 },
    },
  });
  app.error(async ({ error, context }: { error: Error; context: Context }) => {
    deps.logger.error({ err: error, user: context.userId }, 'a request failed');
  });
  return app;
}

/** A new object for each client, because Slack's libraries write into it. No `headers`: they would leak tokens into each other. */
function clientOptions(config: SlackConfig, deps: SlackAppDeps) {
  return {
    ...(config.apiUrl === undefined ? {} : { slackApiUrl: config.apiUrl }),
    ...(deps.wayOut.fetch === undefined ? {} : { fetch: deps.wayOut.fetch }),
  };
}

async function initialise(app: App): Promise<void> {
  try {
    await app.init();
  } catch (cause) {
    if (cause instanceof WebAPIPlatformError) {
      throw new FerrymanError(
        'slack-refused',
        `Slack does not accept the bot token: ${cause.data.error}.`,
        'Install the app into the workspace again and copy its token to SLACK_BOT_TOKEN: ferryman doctor',
        { cause },
      );
    }
    throw new FerrymanError(
      'slack-unreachable',
      `Slack does not answer: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'See whether this machine reaches slack.com, and whether HTTPS_PROXY is set where it has to be.',
      { cause },
    );
  }
}

function missing(variable: string, where: string): never {
  throw new FerrymanError(
    'slack-token-missing',
    `${variable} is not set.`,
    `Set it to the one of your Slack app (${where}), or use ferryman up, which brings a workspace of its own.`,
  );
}

/**
 * Ends a connection for good, also one that is just being made. Slack's client rejects a promise that nobody holds when
 * that happens, through its `disconnected` listeners, and lets a connection that it was waiting for come about.
 */
function leave(client: SocketModeReceiver['client']): Promise<void> {
  const forget = () => client.removeAllListeners('disconnected');
  forget();
  client.on('connecting', forget);
  client.on('connected', () => void client.disconnect());
  return client.disconnect();
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const given = new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });
  await Promise.race([work, given]);
}
