import type { Logger } from 'pino';
import { FerrymanError } from '../src/errors.ts';
import type { Destination } from '../src/notify/destinations/destination.ts';
import { noEntry } from '../src/notify/failure.ts';
import type { Collection } from '../src/queue/records.ts';
import { lostChannelNote } from '../src/render/lost-channel.ts';
import type { LostChannel } from '../src/report/lost-channel.ts';

export interface LostDeps {
  readonly lost: Collection<LostChannel>;
  readonly logger: Logger;
  readonly clock: () => number;
}

/** Remembers why a destination's channel cannot be written into, where that is what the error says. */
export async function noteLost(
  { name, channel }: Pick<Destination, 'name' | 'channel'>,
  error: unknown,
  { lost, logger, clock }: LostDeps,
): Promise<boolean> {
  const because = noEntry(error);
  if (because === undefined || channel === undefined) return false;
  await lost.change(channel, (before) => {
    if (before !== undefined) return before;
    logger.warn({ channel, destination: name, because }, 'a channel is lost');
    const since = new Date(clock()).toISOString();
    return { schema: 'ferryman.lost-channel/1', channel, destination: name, because, since };
  });
  return true;
}

/** Forgets that, once something could be posted there. */
export async function noteFound(
  { channel }: Pick<Destination, 'channel'>,
  { lost, logger }: LostDeps,
): Promise<void> {
  if (channel === undefined || (await lost.read(channel)) === undefined) return;
  await lost.change(channel, () => undefined);
  logger.info({ channel }, 'a lost channel is there again');
}

export interface Hearers {
  readonly owner: Destination | undefined;
  /** Hears meanwhile of what would be told in a lost channel alone. */
  readonly standIn: Destination | undefined;
}

/** Says once of each lost channel what to do: to the owner, else to the default destination, else to the log. */
export async function tellOfLost({ owner, standIn }: Hearers, deps: LostDeps): Promise<void> {
  const { lost, logger, clock } = deps;
  for (const one of (await lost.list()).values()) {
    if (one.saidAt !== undefined) continue;
    const other = standIn?.channel === one.channel ? undefined : standIn;
    const isSaid = await sayIt(
      one,
      [owner, other].filter((hearer) => hearer !== undefined),
      other,
      deps,
    );
    if (!isSaid) continue;
    await lost.change(one.channel, (now) =>
      now === undefined ? now : { ...now, saidAt: new Date(clock()).toISOString() },
    );
    logger.info({ channel: one.channel }, 'said that a channel is lost');
  }
}

/** True also where nobody is left to hear it; false where it is to be tried again. */
async function sayIt(
  lost: LostChannel,
  hearers: readonly Destination[],
  meanwhile: Destination | undefined,
  { logger }: LostDeps,
): Promise<boolean> {
  const { channel, since } = lost;
  const note = { id: `lost-${channel}-${since}`, at: since, about: channel };
  for (const hearer of hearers) {
    try {
      await hearer.note({ ...note, ...lostChannelNote(lost, meanwhile?.name) });
      return true;
    } catch (error) {
      logger.warn({ err: error, destination: hearer.name }, 'not told that a channel is lost');
      const isRefusal =
        error instanceof FerrymanError && ['slack-no-entry', 'slack-refused'].includes(error.code);
      if (!isRefusal) return false;
    }
  }
  logger.error(
    { channel, destination: lost.destination, because: lost.because },
    'nobody hears that a channel is lost',
  );
  return true;
}
