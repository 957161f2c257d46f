import type { Terminal } from './terminal.ts';

export type Typed = 'approved' | 'other' | 'expired' | 'nobody';

/** setTimeout's longest. */
const LONGEST_MS = 2 ** 31 - 1;

/** Asks for the host's name, at a terminal or through a pipe, until the plan expires. Anything but the very name is no approval. */
export async function typeHostName(
  terminal: Pick<Terminal, 'answer'>,
  {
    host,
    expiresAt,
    now = new Date(),
    signal,
  }: { host: string; expiresAt: string; now?: Date; signal?: AbortSignal },
): Promise<Typed> {
  if (terminal.answer === undefined) return 'nobody';
  const patience = Date.parse(expiresAt) - now.getTime();
  if (!(patience > 0)) return 'expired';
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), Math.min(patience, LONGEST_MS));
  const stop = signal === undefined ? over.signal : AbortSignal.any([over.signal, signal]);
  try {
    const answer = await terminal.answer(
      `Type ${host} to approve, anything else to leave it as it is: `,
      stop,
    );
    if (over.signal.aborted) return 'expired';
    return answer.trim() === host && signal?.aborted !== true ? 'approved' : 'other';
  } finally {
    clearTimeout(timer);
  }
}
