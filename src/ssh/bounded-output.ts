/** The first `maxBytes` of what a command prints; the rest is only counted. */
export interface BoundedOutput {
  readonly add: (chunk: Buffer) => void;
  /** Bytes that came, kept or not. */
  readonly seen: () => number;
  /** UTF-8, decoded once at the end, so that no character is split between chunks. */
  readonly text: () => string;
}

export function boundedOutput(maxBytes: number): BoundedOutput {
  const kept: Buffer[] = [];
  let seen = 0;
  return {
    add(chunk) {
      const room = maxBytes - seen;
      seen += chunk.length;
      if (room > 0) kept.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    },
    seen: () => seen,
    text: () => Buffer.concat(kept).toString('utf8'),
  };
}
