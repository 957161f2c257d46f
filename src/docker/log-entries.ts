/** Where bytes of a log come from; with a terminal both streams are one. */
export type LogSource = 'stdout' | 'stderr' | 'tty';

export interface PieceTaker {
  /**
   * Bytes of one source, in order. `begins` and `ends` say whether the first and the last of them are those of an entry;
   * both are true of chunks without entries. The bytes are a view and are only good until the call returns.
   */
  piece(source: LogSource, bytes: Buffer, begins: boolean, ends: boolean): void;
  /** What the daemon says of the reading itself. */
  complaint(sentence: string): void;
}

/** The head of an entry, stream and length, and the longest time stamp that may follow it. */
const HEADER = 8;
const STAMP = 36;

export interface EntryReader {
  take(chunk: Buffer): void;
  /** Whether more has to come: what ends here was cut off. */
  readonly inside: boolean;
}

/**
 * Takes Docker's multiplexed stream apart as it comes, whatever bytes the chunks split it at. Each entry has a header of
 * eight bytes: stream (1 stdout, 2 stderr, 3 an error of the daemon), three zero bytes, length (big endian). An entry may be
 * handed out in parts, yet its first 36 bytes never are: its time stamp is among them.
 * Source: Docker Engine API, "Attach to a container", stream format; moby, pkg/stdcopy.
 */
export function entryReader(taker: PieceTaker): EntryReader {
  let rest: Buffer | undefined;
  let source = 0;
  let left = 0;

  const hand = (bytes: Buffer, begins: boolean, ends: boolean) => {
    if (source === 3) taker.complaint(bytes.toString('utf8').trim());
    else taker.piece(source === 2 ? 'stderr' : 'stdout', bytes, begins, ends);
  };

  const take = (chunk: Buffer) => {
    const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    rest = undefined;
    let at = 0;
    if (left > 0) {
      at = Math.min(left, bytes.length);
      left -= at;
      hand(bytes.subarray(0, at), false, left === 0);
    }
    while (at < bytes.length) {
      const here = bytes.length - at;
      const length = here < HEADER ? STAMP : bytes.readUInt32BE(at + 4);
      if (here < HEADER + Math.min(length, STAMP)) {
        rest = Buffer.from(bytes.subarray(at));
        return;
      }
      source = bytes[at] ?? 0;
      const start = at + HEADER;
      at = Math.min(start + length, bytes.length);
      left = length - (at - start);
      hand(bytes.subarray(start, at), true, left === 0);
    }
  };

  return {
    take,
    get inside() {
      return left > 0 || rest !== undefined;
    },
  };
}

/** For a container with a terminal: no headers, no entries. */
export function plainReader(taker: PieceTaker): EntryReader {
  return { take: (chunk) => taker.piece('tty', chunk, false, false), inside: false };
}
