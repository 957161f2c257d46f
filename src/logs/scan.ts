import type { LogBlock, LogLine, LogPattern } from '../report/logs.ts';
import { forPeople, toLogBlock } from './block.ts';
import { createBlocks } from './blocks.ts';
import { readJsonRecord } from './json-record.ts';
import { createKinds, type Kind } from './kinds.ts';
import { createLastWords } from './last-words.ts';
import { createMessages } from './messages.ts';
import { createPatterns } from './patterns.ts';
import { afterStamp } from './stamp.ts';

export interface LogScanOptions {
  /** ISO 8601, of the last deploy or start: what was said before it is not new. */
  readonly deployedAt?: string;
  /** ISO 8601: when the run began that is asked about. Errors of earlier runs are old ones. */
  readonly runSince?: string;
  /** That run is over: what it said last counts, even if it calls itself no error. */
  readonly ended?: boolean;
  /** When runs ended, in milliseconds since 1970: what is said after it is another message. */
  readonly ends?: readonly number[];
}

export interface LogScanResult {
  readonly patterns: readonly LogPattern[];
  /** Whether a line was said before `deployedAt`; where none was, no pattern is called new. */
  readonly reachesBack: boolean;
  readonly lastError?: LogBlock;
  readonly lines: number;
  /** Of UTF-8, line ends included. */
  readonly bytes: number;
}

export interface LogScan {
  /** What an earlier instance wrote, before anything else: it is not new, and counts for nothing besides. */
  know(lines: readonly LogLine[]): void;
  /** Lines in the order of the log, in batches of any size. */
  add(lines: readonly LogLine[]): void;
  result(): LogScanResult;
}

/** Reads a log once, in bounded memory: what kinds of lines there are, and the last error as one piece. */
export function createLogScan({
  deployedAt,
  runSince,
  ended = false,
  ends = [],
}: LogScanOptions = {}): LogScan {
  const kinds = createKinds();
  const patterns = createPatterns(deployedAt);
  const blocks = createBlocks(ends);
  const messages = createMessages(kindOf, blocks, (kind, line) => patterns.count(kind, line));
  const lastWords = createLastWords();
  const runBegan = runSince === undefined ? Number.NEGATIVE_INFINITY : Date.parse(runSince);
  let lines = 0;
  let bytes = 0;
  let lastAt: string | undefined;

  function kindOf(text: string): Kind {
    const from = afterStamp(text);
    const record = readJsonRecord(text, from);
    if (record === undefined) return kinds.of(text, from);
    const { level, message, stack } = record;
    return kinds.ofRecord(message, { traced: stack.length > 0, ...(level !== undefined && { level }) });
  }

  function take(line: LogLine): void {
    lines += 1;
    bytes += Buffer.byteLength(line.text) + 1;
    lastWords.take(line);
    messages.take(line);
  }

  function know(before: readonly LogLine[]): void {
    const earlier = createMessages(kindOf, createBlocks(), (kind) => patterns.know(kind));
    for (const line of before) earlier.take(line);
    earlier.end();
  }

  function add(batch: readonly LogLine[]): void {
    for (const line of batch) take(line);
    patterns.settle();
    lastAt = batch.at(-1)?.at ?? lastAt;
  }

  function lastError(): LogBlock | undefined {
    const found = blocks.lastError();
    const end = lastAt === undefined ? Number.NaN : Date.parse(lastAt);
    const foundAt = found?.block.lastAt === undefined ? Number.NaN : Date.parse(found.block.lastAt);
    if (found !== undefined && !(foundAt < runBegan)) {
      if (!ended) return toLogBlock(found.block);
      const wasNearEnd = found.linesSince <= NEAR_END_LINES && !(end - foundAt > NEAR_END_MS);
      // A mere word of an error is explained by what follows, a stack trace by itself.
      const lastLine = found.block.ending.at(-1) ?? found.block.beginning.at(-1);
      const after = found.block.weight === 1 ? lastWords.after(lastLine) : [];
      if (wasNearEnd) return toLogBlock(found.block, after);
    }
    const last = ended ? lastWords.lines(runBegan) : [];
    return last.length === 0
      ? undefined
      : { lines: last.flatMap((line) => forPeople(line)), lastWords: true };
  }

  function result(): LogScanResult {
    messages.end();
    const error = lastError();
    return {
      patterns: patterns.result(),
      reachesBack: patterns.reachesBack(),
      ...(error !== undefined && { lastError: error }),
      lines,
      bytes,
    };
  }

  return { know, add, result };
}

/** An error that was followed by more than this is not what a program ended of. */
const NEAR_END_LINES = 60;
const NEAR_END_MS = 60_000;
