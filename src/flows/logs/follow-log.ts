import { randomBytes } from 'node:crypto';
import { levelOf } from '../../logs/level.ts';
import { inWords } from '../../facts/reasons.ts';
import { createLineMasker } from '../../logs/mask-lines.ts';
import { createRedactor } from '../../redact/redactor.ts';
import type { LogLine } from '../../report/logs.ts';
import type { Text } from '../../text/say.ts';
import { maskError, maskText } from '../mask-error.ts';
import { openContainer } from './open-container.ts';
import { sinceOf } from './log-window.ts';
import { grepOf } from './pattern.ts';
import type { LogsRequest, LogsRun } from './read-logs.ts';

/** Lines that stand there already and are shown first, unless somebody says how many. */
const SHOWN_FIRST = 10;

/** Why a log that was followed goes on no more: its container ended, the host is a recording, the time is over, or a sentence. */
export type FollowEnd =
  | { readonly kind: 'ended' }
  | { readonly kind: 'recording' }
  | { readonly kind: 'over' }
  | { readonly kind: 'cut'; readonly because: Text | string };

/**
 * New lines as they come, masked, those alone that the query lets through; in batches. Ends after `forMs`, with the container's run, or with
 * the signal, and leaves nothing running on the host.
 */
export async function* followLog(
  request: LogsRequest,
  run: LogsRun & { readonly forMs: number },
): AsyncGenerator<readonly LogLine[], FollowEnd> {
  const { query } = request;
  const grep = grepOf(query);
  const redactor = createRedactor({ key: randomBytes(32).toString('hex'), ...run.redact });
  const masker = createLineMasker(redactor);
  const through = (lines: readonly LogLine[]) =>
    lines.filter(
      ({ text }) =>
        (grep === undefined || grep.matches(text)) &&
        (query.onlyErrors !== true || levelOf(text) === 'error'),
    );
  run.onStage?.('connecting');
  const begun = Date.now();
  const opened = await openContainer(
    request.host,
    { id: request.containerId, name: request.name },
    { shells: run.shells, ...(run.signal && { signal: run.signal }) },
  ).catch((error: unknown) => {
    throw maskError(error, redactor);
  });
  try {
    run.onStage?.('reading');
    const since = sinceOf(query, opened.container);
    const forMs = Math.min(run.forMs, LONGEST_MS);
    const stream = opened.lines(
      { follow: true, ...(since === undefined ? { tail: query.tail ?? SHOWN_FIRST } : { since }) },
      { limits: { ...BOUNDLESS, maxMs: forMs }, ...(run.signal && { signal: run.signal }) },
    );
    let next = await stream.next();
    for (; next.done !== true; next = await stream.next()) {
      const lines = through(masker.push(next.value));
      if (lines.length > 0) yield lines;
    }
    const rest = through(masker.end());
    if (rest.length > 0) yield rest;
    if (run.signal?.aborted === true || Date.now() - begun >= forMs) return { kind: 'over' };
    if (next.value.kind === 'ended') return { kind: opened.recordedAt === undefined ? 'ended' : 'recording' };
    // Docker's own words for what went wrong.
    return { kind: 'cut', because: maskText(inWords(next.value.because), redactor) };
  } catch (error) {
    throw maskError(error, redactor);
  } finally {
    await opened.close();
  }
}

/** The longest that a timer takes. */
const LONGEST_MS = 2 ** 31 - 1;
const BOUNDLESS = {
  maxBytes: Number.MAX_SAFE_INTEGER,
  maxLines: Number.MAX_SAFE_INTEGER,
  maxLineBytes: 16 * 1024,
};
