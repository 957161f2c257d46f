/**
 * Docker's log stream as text. Without a terminal every piece has an 8-byte header: stream (0–2), three zero bytes, length
 * (big endian). With a terminal the bytes come as they are.
 * Source: Docker Engine API, "Attach to a container", stream format.
 */
export function demultiplex(bytes: Buffer): string {
  if (!isFramed(bytes)) return bytes.toString('utf8');
  const pieces: Buffer[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = bytes.readUInt32BE(at + 4);
    pieces.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(pieces).toString('utf8');
}

function isFramed(bytes: Buffer): boolean {
  return bytes.length >= 8 && (bytes[0] ?? 9) <= 2 && bytes[1] === 0 && bytes[2] === 0 && bytes[3] === 0;
}
