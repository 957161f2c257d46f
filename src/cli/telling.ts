import type { Config } from '../config/types.ts';
import { FerrymanError } from '../errors.ts';
import type { Destination } from '../notify/destinations/destination.ts';
import type { Reader } from '../text/reader.ts';

/** All destinations of ferryman.yaml, and what ends them. */
export async function openTelling(
  config: Config,
): Promise<{ destinations: Destination[]; close: () => Promise<void> }> {
  const [{ openDestinations }, { createNotifier }, { proxyOf, wayOut }, { pino }] = await Promise.all([
    import('../notify/destinations/open.ts'),
    import('../notify/notifier.ts'),
    import('../notify/way-out.ts'),
    import('pino'),
  ]);
  const { botToken, apiUrl } = config.slack;
  const { fetch, dispatcher } = wayOut(proxyOf(config.slack));
  const notifier = createNotifier(
    { token: botToken?.reveal() ?? '', apiUrl, fetch },
    { logger: pino({ level: 'silent' }) },
  );
  return {
    destinations: openDestinations(config, { notifier, dispatcher, clock: Date.now }),
    close: () => notifier.close(),
  };
}

/** Said before anything is tried. */
export function needsToken({ slack }: Config): void {
  if (slack.botToken !== undefined) return;
  throw new FerrymanError(
    'slack-token-missing',
    'SLACK_BOT_TOKEN is not set.',
    'Copy the Bot User OAuth Token (xoxb-…) of the app into SLACK_BOT_TOKEN.',
  );
}

/** Why something was not told, and what to do. */
export function whyNot(error: unknown, reader: Reader): { readonly because: string; readonly next: string } {
  if (error instanceof FerrymanError) {
    return { because: reader.tell(error.sentence), next: reader.tell(error.advice) };
  }
  return {
    because: `Failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`,
    next: 'Report this.',
  };
}
