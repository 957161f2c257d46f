/** Width and height of a PNG, from its first chunk (RFC 2083, 11.2.1); undefined where it is none. */
export function pictureSize(bytes: Uint8Array): readonly [number, number] | undefined {
  const isPng = signature.every((byte, index) => bytes[index] === byte);
  if (!isPng || bytes.byteLength < 24) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
