/** The longest stamp with its blank: `2026-11-22T10:00:00.000000000+01:00 `. */
const LONGEST = 36;

/** Of the time stamp that `timestamps=1` puts before each entry; 0 where there is none. */
export function stampLength(bytes: Buffer, from: number): number {
  // Nanoseconds in UTC, which is what Docker writes but for the journal's driver on old hosts; no string is made for it.
  if (
    bytes[from + 30] === BLANK &&
    bytes[from + 29] === Z &&
    bytes[from + 10] === T &&
    bytes[from + 4] === DASH &&
    bytes[from + 19] === DOT
  )
    return 31;
  return STAMP.exec(bytes.toString('latin1', from, Math.min(from + LONGEST, bytes.length)))?.[0].length ?? 0;
}

const [BLANK, Z, T, DASH, DOT] = Buffer.from(' ZT-.');
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) /;

/** The time in UTC. @param length as `stampLength` gave it */
export function readStamp(bytes: Buffer, from: number, length: number): string {
  const text = bytes.toString('latin1', from, from + length - 1);
  if (text.endsWith('Z')) return text;
  const fraction = /\.\d+/.exec(text)?.[0] ?? '';
  return `${new Date(text).toISOString().slice(0, 19)}${fraction}Z`;
}
