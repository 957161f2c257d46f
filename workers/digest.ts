import type { Logger } from 'pino';
import { pictureOf } from '../src/chart/picture.ts';
import type { DigestConfig, NotifyConfig, WatchConfig } from '../src/config/types.ts';
import { beginOf, dayBefore, dueDigest, type DueDigest } from '../src/digest/due.ts';
import { gatherDigest } from '../src/digest/gather-digest.ts';
import type { Destination } from '../src/notify/destinations/destination.ts';
import { type Collection, collectionOf, type Records } from '../src/queue/records.ts';
import { type DigestFacts, DigestHours, DigestRecord } from '../src/report/digest.ts';
import { LostChannel } from '../src/report/lost-channel.ts';
import type { Watchable } from '../src/watches/cover.ts';
import { noteFound, noteLost } from './lost-channels.ts';

export interface DigestDeps {
  readonly records: Records;
  /** The inventory's. */
  readonly hosts: readonly Watchable[];
  readonly notify: Pick<NotifyConfig, 'digest' | 'hours'>;
  readonly watch: Pick<WatchConfig, 'unseenLooks'>;
  readonly destinationOf: (name: string) => Destination | undefined;
  readonly logger: Logger;
  readonly clock: () => number;
}

/** As long as anybody needs to tell one; who has not said what came of it by then has died. */
const tellingMs = 2 * 60_000;
const firstRetryMs = 10_000;
const longestRetryMs = 10 * 60_000;
const keptMs = 8 * 86_400_000;

/** How long one that a destination missed is tried there, from when it was made. */
const triedMs = 86_400_000;

/**
 * Tells the digest of today, once for each destination: what is in it is written down when it is made, and then who has been told. Whoever
 * comes after a crash, or after the time, goes on from that. What a destination missed of the one before it is told after midnight too.
 */
export async function tellDigest(deps: DigestDeps): Promise<void> {
  const { records, notify, clock } = deps;
  if (notify.digest === undefined) return;
  const { to, zone } = notify.digest;
  const digests = collectionOf(records, 'digests', DigestRecord);
  const [before, today] = [
    await digests.read(dayBefore(zone, clock())),
    await ofToday(notify.digest, digests, deps),
  ];
  const missed = before === undefined ? [] : missedOf(before, to, clock());
  const wanted = await Promise.all([
    withPicture(before, missed, deps),
    withPicture(today, today === undefined ? [] : to, deps),
  ]);
  await Promise.all(
    to.map(async (name) => {
      for (const { day, names, picture } of wanted.flat()) {
        if (names.includes(name)) await tellOne({ day, name, picture }, digests, deps);
      }
    }),
  );
}

/** Undefined before its time. */
async function ofToday(
  config: DigestConfig,
  digests: Collection<DigestRecord>,
  deps: DigestDeps,
): Promise<DigestRecord | undefined> {
  const { records, clock } = deps;
  const hours = collectionOf(records, 'digest-hours', DigestHours);
  const known = await hours.change('hours', (before) => before ?? { since: new Date(clock()).toISOString() });
  const due = dueDigest(config, clock());
  // Nobody waited for one that was due before there was any.
  if (due === undefined || known === undefined || due.at < Date.parse(known.since)) return undefined;
  const record = (await digests.read(due.day)) ?? (await make(due, known.until, digests, deps));
  if (record === undefined) return undefined;
  await hours.change('hours', (before) =>
    before === undefined || before.until === record.facts.to ? before : { ...before, until: record.facts.to },
  );
  return record;
}

/** Those that were tried in vain. A destination that was named after its day has missed nothing. */
function missedOf({ facts, told }: DigestRecord, to: readonly string[], now: number): readonly string[] {
  return now < Date.parse(facts.to) + triedMs ? to.filter((name) => told[name] !== undefined) : [];
}

/** None where nobody is to be told now. */
async function withPicture(
  record: DigestRecord | undefined,
  to: readonly string[],
  deps: DigestDeps,
): Promise<readonly (Omit<Telling, 'name'> & { readonly names: readonly string[] })[]> {
  if (record === undefined) return [];
  const names = to.filter((name) => mayTry(record, name, deps.clock()));
  return names.length === 0
    ? []
    : [{ day: record.facts.day, names, picture: await drawn(record.facts, deps) }];
}

async function make(
  { day, at }: DueDigest,
  until: string | undefined,
  digests: Collection<DigestRecord>,
  { records, hosts, notify, watch, logger, clock }: DigestDeps,
): Promise<DigestRecord | undefined> {
  const now = clock();
  const facts = await gatherDigest({
    records,
    hosts,
    hours: notify.hours,
    unseenLooks: watch.unseenLooks,
    day,
    zone: notify.digest?.zone ?? 'UTC',
    from: beginOf(until === undefined ? undefined : Date.parse(until), now),
    to: now,
    dueAt: at,
  });
  logger.info({ day, open: facts.open.total, resolved: facts.resolved.total }, 'digest');
  for (const [key, old] of await digests.list()) {
    if (Date.parse(old.facts.to) < now - keptMs) await digests.change(key, () => undefined);
  }
  return digests.change(day, (before) => before ?? { schema: 'ferryman.digest-record/1', facts, told: {} });
}

function mayTry({ told }: DigestRecord, name: string, now: number): boolean {
  const last = told[name];
  if (last === undefined) return true;
  const { state, at, times } = last;
  switch (state) {
    case 'told':
      return false;
    case 'telling':
      return now >= Date.parse(at) + tellingMs;
    case 'failed':
      return now >= Date.parse(at) + Math.min(longestRetryMs, firstRetryMs * 2 ** (times - 1));
    default:
      return state satisfies never;
  }
}

interface Telling {
  readonly day: string;
  readonly name: string;
  readonly picture: Uint8Array | undefined;
}

async function tellOne(
  { day, name, picture }: Telling,
  digests: Collection<DigestRecord>,
  { records, destinationOf, logger, clock }: DigestDeps,
): Promise<void> {
  const destination = destinationOf(name);
  if (destination === undefined) return;
  const channels = { lost: collectionOf(records, 'lost', LostChannel), logger, clock };
  const mine = new Date(clock()).toISOString();
  let isMine = false;
  const note = (one: Omit<DigestRecord['told'][string], 'at' | 'times'>) =>
    digests.change(day, (before) => {
      if (before === undefined) return undefined;
      const times = before.told[name]?.times ?? 0;
      return {
        ...before,
        told: { ...before.told, [name]: { ...one, at: new Date(clock()).toISOString(), times } },
      };
    });
  // Two who see at once that it is due: the one whose claim stands there tells it.
  const record = await digests.change(day, (before) => {
    isMine = before !== undefined && mayTry(before, name, clock());
    if (before === undefined || !isMine) return before;
    const times = (before.told[name]?.times ?? 0) + 1;
    return { ...before, told: { ...before.told, [name]: { state: 'telling', at: mine, times } } };
  });
  if (record === undefined || !isMine) return;
  try {
    await destination.digest({ facts: record.facts, picture, id: `digest-${day}` });
    await note({ state: 'told' });
    await noteFound(destination, channels);
    logger.info({ day, destination: name }, 'digest told');
  } catch (error) {
    logger.warn({ err: error, day, destination: name }, 'digest not told');
    await noteLost(destination, error, channels);
    await note({ state: 'failed', because: error instanceof Error ? error.message : 'unknown' });
  }
}

/** What it shows stands in words beside it, so a digest without it is better than none. */
async function drawn(facts: DigestFacts, { logger }: DigestDeps): Promise<Uint8Array | undefined> {
  try {
    return await pictureOf(facts);
  } catch (error) {
    logger.error({ err: error }, 'the picture of the digest could not be drawn');
    return undefined;
  }
}
