import type { LogLine } from '../report/logs.ts';
import { recogniser } from '../text/recognise.ts';
import { say, type Text } from '../text/say.ts';
import type { Engine } from './engine.ts';
import { haltAfter } from './log-halt.ts';
import { sizeOf } from './log-lines.ts';
import { logPath, toNanoseconds, type LogWanted } from './log-path.ts';
import type { LineHint } from './log-sieve.ts';
import { readLog, type LogReading } from './log-reading.ts';
import { whyUnreadable } from './log-unreadable.ts';

export type { LogWanted } from './log-path.ts';

export interface LogLimits {
  /** Of the log, read from the host; what `hint` drops counts. */
  readonly maxBytes: number;
  /** That are handed out. */
  readonly maxLines: number;
  /** From the call to the end, whoever was slow; of a log that is followed, how long. */
  readonly maxMs: number;
  /** Of a line's text in UTF-8; a longer line is cut and says so. */
  readonly maxLineBytes: number;
}

export interface LogOptions {
  readonly limits: LogLimits;
  readonly signal?: AbortSignal;
  /**
   * Lines in which it finds nothing may be left out. What comes is more than what it finds: the lines above, too, in which
   * a secret may have begun.
   */
  readonly hint?: LineHint;
}

interface Read {
  /** Lines and bytes that were read on the host, with those that `hint` left out. */
  readonly read: { readonly lines: number; readonly bytes: number };
}

export type LogEnd = Read &
  (
    | { readonly kind: 'ended' }
    /** There is more. */
    | { readonly kind: 'cut'; readonly because: Text }
    /** Nothing could be read; what to do is said as well. */
    | { readonly kind: 'unreadable'; readonly because: Text | string }
  );

/**
 * The log of a container as it comes, oldest line first, in batches and in constant memory. Docker sends no faster than it
 * is read, and nothing of the reading is left on the host when this ends, however it ends. Lines are raw: whoever takes them
 * masks them before anything else.
 *
 * `tail` counts Docker's entries, of which a line has one for each 16 KiB. Alone it is cheap: Docker reads from the end of the newest file. `since` without it is not: Docker decodes every line
 * of every file that it keeps, rotated ones too, up to that time, and sends nothing meanwhile; `maxMs` bounds that.
 */
export async function* streamLog(
  engine: Engine,
  container: { readonly id: string; readonly tty: boolean },
  wanted: LogWanted,
  { limits, signal, hint }: LogOptions,
): AsyncGenerator<readonly LogLine[], LogEnd> {
  const halt = haltAfter(limits.maxMs, signal);
  const nothing = { lines: 0, bytes: 0 };
  try {
    const opened = await engine.stream(logPath(container.id, wanted), halt.signal);
    if (opened.kind !== 'open') {
      const because = halt.why();
      if (because !== undefined)
        return { kind: 'cut', because: inWords(because, wanted, limits, nothing), read: nothing };
      return {
        kind: 'unreadable',
        because: await whyUnreadable(engine, container.id, opened),
        read: nothing,
      };
    }
    const form = opened.form === 'entries' && container.tty ? 'terminal' : opened.form;
    const { maxLineBytes } = limits;
    const reading = readLog(form, { tty: container.tty, maxLineBytes, ...(hint && { hint }) });
    try {
      return yield* linesOf(opened.body, reading, wanted, limits, halt.why);
    } finally {
      opened.close();
    }
  } finally {
    halt.release();
  }
}

const LOST = say`the connection ended in the middle of the log`;
/** Of `open-stream.ts`; everything else that ends a connection is Node's to say. */
const ownReason = recogniser([say`Docker cannot be reached any more`]);

type Why = 'bytes' | 'lines' | 'time' | 'stopped';

async function* linesOf(
  body: AsyncIterable<Buffer>,
  reading: LogReading,
  wanted: LogWanted,
  limits: LogLimits,
  halted: () => 'time' | 'stopped' | undefined,
): AsyncGenerator<readonly LogLine[], LogEnd> {
  const last = wanted.until === undefined ? undefined : toNanoseconds(wanted.until);
  let left = limits.maxLines;
  let newest: string | undefined;
  const read = () => ({ lines: reading.lines, bytes: reading.bytes });
  const cut = (why: Why): LogEnd => ({
    kind: 'cut',
    because: inWords(why, wanted, limits, read(), newest),
    read: read(),
  });
  try {
    for await (const chunk of body) {
      if (halted() !== undefined) break;
      const lines = reading.take(chunk);
      // Daemons before 17.12 know no `until`.
      const over = last === undefined ? -1 : lines.findIndex(({ at }) => at !== undefined && at > last);
      const batch = lines.slice(0, Math.min(left, over < 0 ? lines.length : over));
      newest = batch.at(-1)?.at ?? newest;
      left -= batch.length;
      if (batch.length > 0) yield batch;
      if (over >= 0 && batch.length === over) return { kind: 'ended', read: read() };
      if (batch.length < lines.length) return cut('lines');
      if (reading.bytes > limits.maxBytes) return cut('bytes');
    }
  } catch (error) {
    if (halted() === undefined) {
      const words = error instanceof Error ? error.message : String(error);
      const because = say`${LOST}: ${ownReason(words) ?? words}`;
      return { kind: 'cut', because, read: read() };
    }
  }
  const { inside } = reading;
  const rest = reading.rest().slice(0, left);
  if (rest.length > 0) yield rest;
  const why = halted();
  if (why !== undefined) return cut(why);
  if (inside) return { kind: 'cut', because: say`${LOST}: it ends inside a line`, read: read() };
  if (reading.complaint === undefined) return { kind: 'ended', read: read() };
  return { kind: 'cut', because: say`Docker stopped reading the log: ${reading.complaint}`, read: read() };
}

function inWords(
  why: Why,
  { follow }: LogWanted,
  limits: LogLimits,
  { bytes }: Read['read'],
  newest?: string,
): Text {
  const upTo = newest === undefined ? '' : say`, up to ${newest}`;
  const narrower = say`ask for a later since, or for a tail`;
  switch (why) {
    case 'bytes':
      return say`only the first ${sizeOf(limits.maxBytes)} of what was asked for were read${upTo}; ${narrower}`;
    case 'lines':
      return say`only the first ${limits.maxLines.toLocaleString('en')} lines of what was asked for are shown${upTo}; ${narrower}`;
    case 'time':
      if (follow === true) return say`the log was followed for ${seconds(limits)}, as long as was asked for`;
      return bytes === 0
        ? say`Docker sent nothing of the log within ${seconds(limits)}; it reads every line that it keeps to find where since begins: ask for a tail instead`
        : say`the log was read for ${seconds(limits)}, which is as long as a reading may take${upTo}; ${narrower}`;
    case 'stopped':
      return say`the reading was stopped`;
  }
  return why satisfies never;
}

function seconds({ maxMs }: LogLimits): Text {
  return say`${Number((maxMs / 1000).toPrecision(2))} s`;
}
