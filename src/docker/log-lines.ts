import type { LogLine } from '../report/logs.ts';
import type { LogSource } from './log-entries.ts';
import { readStamp, stampLength } from './log-stamp.ts';

/** Docker splits what a program writes in one line into entries of this many bytes; some drivers' are longer. */
const ENTRY_BYTES = 16 * 1024;
/** A character that was split between two entries may come back as replacements, three bytes for each. */
const SLACK = 16;
const NEWLINE = 10;
const RETURN = 13;

/**
 * Puts the lines of one source together. Entries hold a line each, with its newline; a longer line comes in several, each
 * behind a time stamp of its own, and only the last has the newline. A program that ends in the middle of a line leaves an
 * entry without one that is shorter than a full one.
 *
 * @param maxLineBytes what is kept of a line; of the rest only its length is known
 */
export class LineAssembler {
  private readonly source: LogSource;
  private readonly maxLineBytes: number;
  /** Of a line whose end has not come. */
  private kept: Buffer[] = [];
  private keptBytes = 0;
  private leftOut = 0;
  private at: string | undefined;
  private open = false;
  private entryBytes = 0;

  constructor(source: LogSource, maxLineBytes: number) {
    this.source = source;
    this.maxLineBytes = maxLineBytes;
  }

  /** Whether the beginning of a line is held here. */
  get holds(): boolean {
    return this.open;
  }

  /** A part of an entry; `begins` with its time stamp. Gives the line that it completes. */
  add(bytes: Buffer, begins: boolean, ends: boolean): LogLine | undefined {
    const from = begins ? stampLength(bytes, 0) : 0;
    if (!this.open) {
      this.open = true;
      if (from > 0) this.at = readStamp(bytes, 0, from);
    }
    if (begins) this.entryBytes = 0;
    this.entryBytes += bytes.length - from;
    const whole = ends && bytes[bytes.length - 1] === NEWLINE;
    this.keep(bytes, from, whole ? bytes.length - 1 : bytes.length);
    return whole || (ends && this.entryBytes < ENTRY_BYTES) ? this.end() : undefined;
  }

  /** Bytes of a terminal, or of the docker command: no more than a line, with its newline where that has come. */
  addPart(bytes: Buffer): LogLine | undefined {
    const whole = bytes[bytes.length - 1] === NEWLINE;
    this.open = true;
    this.keep(bytes, 0, whole ? bytes.length - 1 : bytes.length);
    return whole ? this.endOfLine() : undefined;
  }

  /** The line that has no end yet. @param byLines whether it came by `addPart` */
  rest(byLines: boolean): LogLine | undefined {
    if (!this.open) return undefined;
    return byLines ? this.endOfLine() : this.end();
  }

  private keep(bytes: Buffer, from: number, to: number): void {
    const room = this.maxLineBytes + STAMPS - this.keptBytes;
    const end = Math.min(to, from + Math.max(0, room));
    // A copy: the chunk is larger than what is kept of it.
    if (end > from) this.kept.push(Buffer.from(bytes.subarray(from, end)));
    this.keptBytes += end - from;
    this.leftOut += to - end;
  }

  /** The stamps of further entries stand inside the line, where one entry was full. */
  private endOfLine(): LogLine {
    const joined = this.joined();
    const first = stampLength(joined, 0);
    if (first > 0) this.at = readStamp(joined, 0, first);
    const parts: Buffer[] = [];
    let from = first;
    for (;;) {
      const next = nextStamp(joined, from + ENTRY_BYTES);
      parts.push(joined.subarray(from, next?.at));
      if (next === undefined) break;
      from = next.at + next.length;
    }
    this.kept = parts;
    return this.end();
  }

  private joined(): Buffer {
    return this.kept.length === 1 && this.kept[0] ? this.kept[0] : Buffer.concat(this.kept);
  }

  private end(): LogLine {
    const all = this.joined();
    const length = this.leftOut === 0 && all[all.length - 1] === RETURN ? all.length - 1 : all.length;
    const shown = length > this.maxLineBytes ? wholeWords(all, this.maxLineBytes) : length;
    const leftOut = this.leftOut + length - shown;
    const text = all.toString('utf8', 0, shown);
    const line = lineOf(this.source, this.at, leftOut === 0 ? text : `${text}${mark(leftOut)}`);
    this.kept = [];
    this.keptBytes = 0;
    this.leftOut = 0;
    this.at = undefined;
    this.open = false;
    return line;
  }
}

/** Room for the stamps of further entries, so that they do not count as text. */
const STAMPS = 4_096;

export function lineOf(stream: LogSource, at: string | undefined, text: string): LogLine {
  return at === undefined ? { stream, text } : { at, stream, text };
}

function nextStamp(bytes: Buffer, from: number): { at: number; length: number } | undefined {
  for (let at = from; at <= from + SLACK && at < bytes.length; at += 1) {
    const length = stampLength(bytes, at);
    if (length > 0) return { at, length };
  }
  return undefined;
}

/** How long a word may be that is not cut: longer than nearly every token and key that stands in one line. */
const LONGEST_WORD = 2_048;
const BETWEEN_WORDS: ReadonlySet<number> = new Set(Buffer.from(' \t"\'`,;&<>()[]{}|'));

/** No more than `most` bytes, and no part of a word at the end: half a token is not known for a secret by whoever masks the line. */
function wholeWords(bytes: Buffer, most: number): number {
  for (let end = most; end > 0 && end > most - LONGEST_WORD; end -= 1)
    if (BETWEEN_WORDS.has(bytes[end] ?? 0) || BETWEEN_WORDS.has(bytes[end - 1] ?? 0)) return end;
  return wholeCharacters(bytes, most);
}

/** The same for a word that has no end nearby. */
function wholeCharacters(bytes: Buffer, most: number): number {
  let end = most;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}

function mark(bytes: number): string {
  return ` [Ferryman: ${sizeOf(bytes)} more of this line left out]`;
}

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MiB`;
}
