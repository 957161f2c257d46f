import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { PictureFile, SlackMessage, TextFile } from '../render/slack/message.ts';
import { editBudget } from './edit-budget.ts';
import { failureOf, slackError } from './failure.ts';
import type { Mark } from './find-message.ts';
import { createGate } from './gate.ts';
import { createLanes } from './lanes.ts';
import type { Edit, LeftOut } from './live-message.ts';
import type { Announced } from './announce.ts';
import { createOutbox, type NewRow, type OutboxTimes, outboxTimes } from './outbox.ts';
import { placeOf } from './outbox-row.ts';
import { memoryOutbox, type OutboxStore } from './outbox-store.ts';
import { type SlackAccess, slackClients } from './slack-clients.ts';
import { slackLogger } from './slack-logger.ts';
import { pictureOnce } from './picture.ts';
import { type AlreadyThere, type FilePlace, uploadOnce, type Way } from './upload.ts';
import { edits, slackWrites } from './writes.ts';

export interface Thread {
  readonly channelId: string;
  readonly ts: string;
}

/** Where a message of a job goes. */
export interface Place {
  readonly channelId: string;
  readonly threadTs?: string | undefined;
  /** ISO 8601: when the job was asked for. */
  readonly since: string;
  /** An earlier start of the job may have posted it already; look before posting. */
  readonly again: boolean;
  /** A reply that shows in the channel as well. */
  readonly broadcast?: boolean;
}

/** Everything that Ferryman writes into Slack. Rejects with a `FerrymanError` (code `slack-…`). */
export interface Notifier {
  /**
   * Posts a message of a job once, however often it is called and whatever happens to the replies; its `ts`. Rejects where that took too
   * long, and then it comes only if it is asked for again.
   */
  post(place: Place, mark: Mark, message: SlackMessage): Promise<string>;
  /**
   * What the message of a job shows while the job waits for a worker: sent once or left out, as progress is, until whoever does the job
   * posts it; then it is `taken`. From how many processes ever: there is one message, and nothing of this comes over what the worker shows.
   */
  announce(place: Place, mark: Mark, message: SlackMessage): Promise<Announced>;
  /** The same for a reply that may come late: where it takes too long it is sent when Slack takes it, and what follows it comes after it. */
  reply(place: Place, mark: Mark, message: SlackMessage): Promise<void>;
  /** The message becomes this: at once or, where it takes too long, later. What is only passing is left out where Slack is busy. */
  edit(thread: Thread, message: Edit): Promise<LeftOut | void>;
  /** Puts a file into a thread, once as well. */
  upload(place: FilePlace, file: TextFile): Promise<AlreadyThere | void>;
  /** The same for a picture; its id for a block that shows it, undefined where Slack knows of none yet. */
  picture(place: FilePlace, file: PictureFile): Promise<string | undefined>;
  /** The id of the room in which the bot and this person write to each other: a person's own id can be posted to, but not edited or looked in. */
  direct(userId: string): Promise<string>;
  /** Undefined where Slack gives none. */
  permalink(thread: Thread): Promise<string | undefined>;
  /** Delivers from here on what processes that ended have left behind. */
  takeOver(): void;
  /** Ends within seconds; what is not delivered by then is left to the next process. */
  close(): Promise<void>;
}

export interface NotifierDeps {
  readonly logger: Logger;
  /** Where messages wait; in memory unless said. */
  readonly outbox?: OutboxStore | undefined;
  readonly clock?: (() => number) | undefined;
  readonly times?: OutboxTimes;
}

export function createNotifier(access: SlackAccess, deps: NotifierDeps): Notifier {
  const { logger, outbox: store = memoryOutbox(), clock = Date.now, times = outboxTimes } = deps;
  const clients = slackClients(access, slackLogger(logger.child({ part: 'slack' })));
  const closing = new AbortController();
  // Each message that waits listens.
  setMaxListeners(0, closing.signal);
  const gate = createGate(clock, closing.signal);
  const budget = editBudget(accountOf(access), clock, store.count);
  const writes = slackWrites({ clients, gate, logger });
  const lanes = createLanes();
  const outbox = createOutbox({ store, writes, lanes, times, clock, logger, closing: closing.signal });

  /** Until when a passing edit without an answer may still be carried out, by place. */
  const strays = new Map<string, number>();
  /** What is to stand there last, while that is so. */
  const latest = new Map<string, SlackMessage>();

  /** What shows that something goes on is sent once or not at all. */
  async function pass(thread: Thread, message: SlackMessage): Promise<LeftOut | void> {
    if (outbox.edits(placeOf(thread)) || gate.closedFor(edits) > 0) return 'left out';
    if (!(await affords())) return 'left out';
    try {
      await writes.update(thread, message, 0);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'refused') throw error;
      logger.debug({ because: failure }, 'a stage was left out');
      if (failure.kind === 'unanswered' && failure.arrivesWithinMs > 0)
        strays.set(placeOf(thread), clock() + failure.arrivesWithinMs);
      return 'left out';
    }
  }

  async function stay(thread: Thread, message: SlackMessage): Promise<void> {
    const place = placeOf(thread);
    latest.set(place, message);
    try {
      await put(thread, message);
    } finally {
      const ms = (strays.get(place) ?? 0) - clock();
      if (ms <= 0) forget(place, message);
      else void again(thread, message, ms);
    }
  }

  /** A stage that Slack was slow about may have come over what stands there last; then that is said once more. */
  async function again(thread: Thread, message: SlackMessage, ms: number): Promise<void> {
    const place = placeOf(thread);
    try {
      await sleep(ms, undefined, { signal: closing.signal, ref: false });
      if (latest.get(place) === message) await put(thread, message);
    } catch (error) {
      if (!closing.signal.aborted) logger.warn({ err: error }, 'not said once more');
    } finally {
      forget(place, message);
    }
  }

  function forget(place: string, message: SlackMessage): void {
    if (latest.get(place) !== message) return;
    latest.delete(place);
    strays.delete(place);
  }

  function intoThread<T>(place: FilePlace, send: (way: Way) => Promise<T>): Promise<T> {
    return named(() =>
      lanes.run(`${place.channelId}/${place.threadTs}`, () => {
        const until = clock() + times.patienceMs;
        return send({
          ...clients,
          fetch: access.fetch,
          until,
          pass: (method, call) => gate.pass(method, until, call),
        });
      }),
    );
  }

  function put(thread: Thread, message: SlackMessage): Promise<void> {
    void budget.spend().catch((error: unknown) => logger.warn({ err: error }, 'an edit was not counted'));
    return outbox.edit(rowAt(thread), message);
  }

  async function affords(): Promise<boolean> {
    try {
      return await budget.affords();
    } catch (error) {
      logger.warn({ err: error }, 'the outbox does not count');
      return true;
    }
  }

  return {
    post: (place, mark, message) => named(() => outbox.post(rowOf(place, mark), message)),

    announce: (place, mark, message) => named(() => outbox.announce(rowOf(place, mark), message, affords)),

    reply: (place, mark, message) => named(() => outbox.reply(rowOf(place, mark), message)),

    edit: (thread, { passing = false, ...message }) =>
      named(() => (passing ? pass(thread, message) : stay(thread, message))),

    upload: (place, file) => intoThread(place, (way) => uploadOnce(place, file, way)),

    picture: (place, file) => intoThread(place, (way) => pictureOnce(place, file, way)),

    direct: (userId) =>
      named(async () => {
        const { channel } = await clients.repeating.conversations.open({ users: userId });
        return channel?.id ?? userId;
      }),

    async permalink({ channelId, ts }) {
      try {
        const { permalink } = await clients.repeating.chat.getPermalink({
          channel: channelId,
          message_ts: ts,
        });
        return permalink;
      } catch (error) {
        logger.warn({ err: error }, 'no permalink');
        return undefined;
      }
    },

    takeOver() {
      void outbox.takeOver();
      const looking = setInterval(() => void outbox.takeOver(), times.takeOverMs).unref();
      closing.signal.addEventListener('abort', () => clearInterval(looking), { once: true });
    },

    async close() {
      closing.abort();
      await Promise.race([lanes.idle(), sleep(2_000, undefined, { ref: false })]);
    },
  };
}

function rowOf(place: Place, mark: Mark): NewRow {
  const { channelId, threadTs, since, again, broadcast } = place;
  return {
    id: `${channelId}/${mark.job}/${mark.part}`,
    lane: `${channelId}/${threadTs ?? mark.job}`,
    channelId,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(broadcast === undefined ? {} : { broadcast }),
    since,
    mark,
    // No row is left of a start that long ago, or of one without a store.
    ...(again ? { triedAt: 0 } : {}),
  };
}

/** A message of which only the place is known: who posted it has told. */
function rowAt({ channelId, ts }: Thread): NewRow & { readonly ts: string } {
  const place = placeOf({ channelId, ts });
  return { id: place, lane: place, channelId, ts, since: new Date(0).toISOString() };
}

/** Slack counts per app and workspace, and so does its token; which nobody gets to know here. */
function accountOf({ token }: SlackAccess): string {
  return createHash('sha256').update('ferryman edits\0').update(token).digest('base64url').slice(0, 12);
}

async function named<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw slackError(failureOf(error), error);
  }
}
