import { useEffect, useState } from 'preact/hooks';
import type { StatusContent } from '../../render/status-content.ts';

export interface Live {
  readonly content?: StatusContent;
  /** When something was heard last, by the clock here; 0 before that. */
  readonly heardAt: number;
  /** How far the clock of the server is ahead of the one here, in milliseconds. */
  readonly aheadMs: number;
  readonly line: 'open' | 'lost' | 'shut out';
  /** Since when nothing could be read there; ISO 8601. */
  readonly unreadableSince?: string | undefined;
}

/** A server that has started anew does not know this browser any more; one that is just away comes back. */
const againMs = 3_000;
/** Longer than the server ever keeps silent: a line that says nothing for so long is dead, though nobody has hung up. */
const silenceMs = 20_000;

/** What the server tells, and how long ago it did. */
export function useLive(): Live {
  const [live, setLive] = useState<Live>({ heardAt: 0, aheadMs: 0, line: 'open' });
  useEffect(() => {
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let silence: ReturnType<typeof setTimeout> | undefined;
    let ended = false;

    const heard = (change: Partial<Live>, at?: string) => {
      clearTimeout(silence);
      silence = setTimeout(open, silenceMs);
      const here = Date.now();
      const ahead = at === undefined ? {} : { aheadMs: Date.parse(at) - here };
      setLive((before) => ({
        ...before,
        unreadableSince: undefined,
        ...ahead,
        heardAt: here,
        line: 'open',
        ...change,
      }));
    };

    function open() {
      if (ended) return;
      source?.close();
      const line = new EventSource('/events');
      source = line;
      line.addEventListener('status', ({ data }) => {
        // The first is all of it; those that follow are what is another than it was.
        const { content }: { content: StatusContent } = JSON.parse(data);
        setLive((before) => ({ ...before, content: { ...before.content, ...content } }));
        heard({}, content.at);
      });
      line.addEventListener('same', ({ data }) => {
        const { at }: { at: string } = JSON.parse(data);
        heard({}, at);
      });
      line.addEventListener('trouble', ({ data }) => {
        const { since }: { since: string } = JSON.parse(data);
        heard({ unreadableSince: since });
      });
      line.addEventListener('error', () => void lost(line));
    }

    async function lost(line: EventSource) {
      setLive((before) => ({ ...before, line: before.line === 'open' ? 'lost' : before.line }));
      // It tries again by itself, unless it was answered with something else than events.
      if (line.readyState !== EventSource.CLOSED) return;
      const status = await fetch('/here').then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 403 || status === 401) setLive((before) => ({ ...before, line: 'shut out' }));
      clearTimeout(again);
      again = setTimeout(open, againMs);
    }

    open();
    return () => {
      ended = true;
      clearTimeout(again);
      clearTimeout(silence);
      source?.close();
    };
  }, []);
  return live;
}
