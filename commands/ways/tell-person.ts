import { FerrymanError } from '../../src/errors.ts';
import type { Notifier } from '../../src/notify/notifier.ts';
import type { Listener, Whisper } from '../../src/notify/whisper.ts';
import type { Request } from '../ask.ts';
import type { CommandDeps } from '../diagnose.ts';
import { isDirect } from './direct.ts';

export interface TellDeps extends CommandDeps {
  readonly notifier: Pick<Notifier, 'permalink' | 'post'>;
  readonly whisper: Whisper;
}

interface Origin extends Listener {
  readonly triggerId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Tells one person something where there is no address to answer at. Where only the two talk everything stays, so it is posted once, however often
 * Slack tells of what it answers.
 */
export function tellPerson({ triggerId, at, ...to }: Origin, deps: TellDeps): Request['tell'] {
  if (!isDirect(to.channelId)) return (message) => deps.whisper(to, message);
  const { channelId, threadTs } = to;
  const place = { channelId, threadTs, since: new Date(at).toISOString(), again: false };
  let told = 0;
  return async (message) => {
    told += 1;
    try {
      await deps.notifier.post(place, { job: triggerId, part: `told-${told}` }, message);
      return true;
    } catch (error) {
      if (!(error instanceof FerrymanError)) throw error;
      deps.logger.warn({ err: error, user: to.userId, channel: channelId }, 'somebody could not be told');
      return false;
    }
  };
}
