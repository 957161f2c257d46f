/** What a server tells over one line, as the browser's EventSource would hear it. */
export interface Events {
  /** The next event of a kind; others before it are passed over. */
  next(kind: string): Promise<{ readonly data: unknown }>;
  /** Kinds of all that came so far. */
  readonly seen: readonly string[];
  close(): void;
}

export async function readEvents(url: string, headers: Record<string, string>): Promise<Events> {
  const ended = new AbortController();
  const answer = await fetch(url, { headers, signal: ended.signal });
  if (!answer.ok || answer.body === null) throw new Error(`no events: ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const seen: string[] = [];
  let text = '';

  async function event(): Promise<{ kind: string; data: unknown }> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = await reader.read();
        if (done) throw new Error('the line has ended');
        text += value;
        continue;
      }
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const kind = fieldOf(lines, 'event');
      // A comment keeps the line open.
      if (kind === undefined) continue;
      seen.push(kind);
      return { kind, data: JSON.parse(fieldOf(lines, 'data') ?? 'null') };
    }
  }

  return {
    seen,
    async next(wanted) {
      for (;;) {
        const { kind, data } = await event();
        if (kind === wanted) return { data };
      }
    },
    close: () => ended.abort(),
  };
}

function fieldOf(lines: readonly string[], name: string): string | undefined {
  return lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
}
