import type { Logger } from '@slack/bolt';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { Workspace } from '../../src/workspace/workspace.ts';

/** The real Bolt app, built as for Slack itself; only `slackApiUrl` differs. */
export interface BoltApp {
  readonly app: App;
  stop(): Promise<void>;
}

/** Bolt warns of what these tests do on purpose. */
export const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

export async function startBoltApp(
  { apiUrl, botToken, appToken }: Workspace,
  register: (app: App) => void,
  receivers = 2,
): Promise<BoltApp> {
  const receiver = () =>
    new SocketModeReceiver({
      appToken,
      logger: silent,
      installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
    });
  const [first, ...others] = Array.from({ length: receivers }, receiver);
  if (!first) throw new Error('a Bolt app needs a receiver');
  const app = new App({
    token: botToken,
    receiver: first,
    logger: silent,
    convoStore: false,
    deferInitialization: true,
    clientOptions: {
      slackApiUrl: apiUrl,
      timeout: 10_000,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 0 },
    },
  });
  register(app);
  await app.init();
  for (const other of others) other.init(app);
  await Promise.all([app.start(), ...others.map((other) => other.start())]);
  return {
    app,
    stop: async () => {
      await Promise.all([first, ...others].map((one) => one.client.disconnect()));
    },
  };
}
