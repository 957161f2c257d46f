/** What `GET /containers/{id}/logs?timestamps=1` sends, written after moby's write_log_stream.go and stdcopy. */
export interface Entry {
  readonly source: 'stdout' | 'stderr' | 'system';
  /** With its newline, unless it is a part of a longer line. */
  readonly text: string | Buffer;
  readonly at?: string;
}

export const AT = '2026-11-22T10:00:00.123456789Z';

const STREAMS = { stdout: 1, stderr: 2, system: 3 };

export function multiplexed(entries: readonly Entry[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const body = unframed(entry);
      const header = Buffer.alloc(8);
      header[0] = STREAMS[entry.source];
      header.writeUInt32BE(body.length, 4);
      return [header, body];
    }),
  );
}

/** With a terminal there are no headers. */
export function unframed({ source, text, at = AT }: Entry): Buffer {
  return Buffer.concat([Buffer.from(source === 'system' ? '' : `${at} `), Buffer.from(text)]);
}
