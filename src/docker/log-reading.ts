import type { LogLine } from '../report/logs.ts';
import { entryReader, plainReader, type LogSource } from './log-entries.ts';
import { LineAssembler, lineOf } from './log-lines.ts';
import { createSieve, type LineHint } from './log-sieve.ts';
import { readStamp, stampLength } from './log-stamp.ts';

/**
 * How the bytes of a log come. `entries`: multiplexed, an entry of the log behind each header. `chunks`: multiplexed, but
 * headers stand anywhere; that is how the docker command's two outputs are put together. `terminal`: no headers at all.
 */
export type LogForm = 'entries' | 'chunks' | 'terminal';

export interface LogReading {
  /** The lines that the chunk completes. */
  take(chunk: Buffer): LogLine[];
  /** Those without an end. */
  rest(): LogLine[];
  /** Read so far, with those that were dropped. Bytes are the log's own, without headers. */
  readonly lines: number;
  readonly bytes: number;
  /** In the middle of an entry. */
  readonly inside: boolean;
  /** What the daemon said of the reading, last. */
  readonly complaint: string | undefined;
}

const NEWLINE = 10;
/** Longer lines may have come in several entries, whose stamps stand inside the line. */
const ONE_ENTRY = 16 * 1024;

export function readLog(
  form: LogForm,
  { tty, maxLineBytes, hint }: { tty: boolean; maxLineBytes: number; hint?: LineHint },
): LogReading {
  const sieve = hint && createSieve(hint);
  const assemblers = new Map<LogSource, LineAssembler>();
  let out: LogLine[] = [];
  let lines = 0;
  let bytes = 0;
  let complaint: string | undefined;

  const assemblerOf = (source: LogSource) => {
    const known = assemblers.get(source) ?? new LineAssembler(source, maxLineBytes);
    assemblers.set(source, known);
    return known;
  };

  /** One that lies in one piece before us, `to` being that of its newline. */
  function whole(source: LogSource, piece: Buffer, from: number, to: number): void {
    lines++;
    if (sieve) {
      sieve.sift(
        source,
        piece.toString('latin1', from, to),
        (raw) => lineIn(source, Buffer.from(raw, 'latin1')),
        out,
      );
    } else out.push(lineIn(source, piece, from, to));
  }

  function completed(line: LogLine | undefined): void {
    if (line === undefined) return;
    lines++;
    if (sieve === undefined) out.push(line);
    else
      sieve.sift(
        line.stream,
        Buffer.from(line.text).toString('latin1'),
        (raw) => ({ ...line, text: decode(raw) }),
        out,
      );
  }

  function entry(source: LogSource, piece: Buffer, begins: boolean, ends: boolean): void {
    const assembler = assemblerOf(source);
    const simple = begins && ends && piece[piece.length - 1] === NEWLINE;
    if (simple && !assembler.holds && piece.length <= maxLineBytes) whole(source, piece, 0, piece.length - 1);
    else completed(assembler.add(piece, begins, ends));
  }

  function byLines(source: LogSource, piece: Buffer): void {
    const assembler = assemblerOf(source);
    let from = 0;
    while (from < piece.length) {
      const newline = piece.indexOf(NEWLINE, from);
      const end = newline < 0 ? piece.length : newline + 1;
      const length = end - from;
      if (newline < 0 || assembler.holds || length > maxLineBytes || length > ONE_ENTRY) {
        completed(assembler.addPart(piece.subarray(from, end)));
      } else whole(source, piece, from, newline);
      from = end;
    }
  }

  const taker = {
    piece(source: LogSource, piece: Buffer, begins: boolean, ends: boolean) {
      bytes += piece.length;
      if (form === 'entries') entry(source, piece, begins, ends);
      else byLines(tty ? 'tty' : source, piece);
    },
    complaint(sentence: string) {
      complaint = sentence;
    },
  };
  const reader = form === 'terminal' ? plainReader(taker) : entryReader(taker);

  const given = () => {
    const result = out;
    out = [];
    return result;
  };
  return {
    take(chunk) {
      reader.take(chunk);
      return given();
    },
    rest() {
      for (const assembler of assemblers.values()) completed(assembler.rest(form !== 'entries'));
      return given();
    },
    get lines() {
      return lines;
    },
    get bytes() {
      return bytes;
    },
    get inside() {
      return reader.inside;
    },
    get complaint() {
      return complaint;
    },
  };
}

const RETURN = 13;

function lineIn(source: LogSource, bytes: Buffer, from = 0, to = bytes.length): LogLine {
  const stamp = stampLength(bytes, from);
  const end = to > from + stamp && bytes[to - 1] === RETURN ? to - 1 : to;
  const at = stamp === 0 ? undefined : readStamp(bytes, from, stamp);
  return lineOf(source, at, bytes.toString('utf8', from + stamp, end));
}

function decode(raw: string): string {
  return Buffer.from(raw, 'latin1').toString('utf8');
}
