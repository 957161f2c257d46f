import { Transform } from 'node:stream';

/** What rc files may print before it is no longer kept; it only matters where nothing follows. */
const JUNK = 64 * 1024;

export interface Unwrapped {
  /** What comes after the marker's line. */
  readonly stream: Transform;
  /** What came before it, for the error message where it never came. */
  readonly before: () => string;
}

/** Cuts off everything up to the line that begins with the marker; `begun` gets the rest of that line. */
export function unwrap(marker: string, begun: (rest: string) => void): Unwrapped {
  const mark = `\n${marker}`;
  let before: Buffer | undefined = Buffer.alloc(0);
  const stream = new Transform({
    highWaterMark: 256 * 1024,
    transform(chunk: Buffer, _, done) {
      if (before === undefined) {
        done(null, chunk);
        return;
      }
      const held = Buffer.concat([before, chunk]);
      const at = held.indexOf(mark);
      const end = at < 0 ? -1 : held.indexOf('\n', at + mark.length);
      if (end < 0) {
        before = held.subarray(at < 0 ? Math.max(0, held.length - JUNK) : at);
        done();
        return;
      }
      before = undefined;
      begun(held.toString('utf8', at + mark.length, end).trim());
      done(null, held.subarray(end + 1));
    },
  });
  return { stream, before: () => before?.toString('utf8') ?? '' };
}
