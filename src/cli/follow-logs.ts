import type { LogsRequest } from '../flows/logs/read-logs.ts';
import type { Shells } from '../flows/open-shell.ts';
import type { RedactorOptions } from '../redact/redactor.ts';
import { safeJson } from '../render/json.ts';
import { logWordsFor } from '../render/logs-words.ts';
import { drawLogLine } from '../render/terminal-logs.ts';
import { oneLine } from '../render/untrusted.ts';
import { wordsFor } from '../render/words.ts';
import type { Reader } from '../text/reader.ts';
import { exitCodes } from './failure.ts';
import type { Terminal } from './terminal.ts';

export interface FollowOptions {
  readonly shells: Shells;
  readonly redact: RedactorOptions;
  /** `Infinity`: until Ctrl-C. */
  readonly forMs: number;
  readonly json: boolean;
  readonly reader: Reader;
}

const TWICE_MS = 500;

/** New lines as they come until the container ends, the time is over, or Ctrl-C, which is how one ends it and no failure. */
export async function followInTerminal(
  request: LogsRequest,
  { shells, redact, forMs, json, reader }: FollowOptions,
  { stdout, stderr, isClosed = () => false }: Terminal,
): Promise<number> {
  const { followLog } = await import('../flows/logs/follow-log.ts');
  const stop = new AbortController();
  let stoppedAt: number | undefined;
  const end = () => {
    stoppedAt ??= performance.now();
    stop.abort();
    // Ctrl-C comes twice through npx: from the terminal, and handed on. Later it is somebody who does not want to wait.
    if (performance.now() - stoppedAt > TWICE_MS) process.exit(exitCodes.interrupted);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const words = logWordsFor(reader);
  const target = words.target(request.name, request.host.name);
  const { t } = reader;
  const title = words.following(target);
  stderr(
    `${forMs === Infinity ? t`${title}; Ctrl-C ends it.` : t`${title} for ${wordsFor(reader).duration(forMs)}.`}\n`,
  );
  try {
    const following = followLog(request, { shells, redact, forMs, signal: stop.signal });
    let next = await following.next();
    for (; next.done !== true; next = await following.next()) {
      const today = new Date().toISOString();
      const drawn = next.value.map((line) => (json ? safeJson(line) : drawLogLine(line, today)));
      stdout(`${drawn.join('\n')}\n`);
      // Whoever reads has read enough: `… follow | head`.
      if (isClosed()) stop.abort();
    }
    if (next.value.kind === 'ended') stderr(`${words.logEnded}\n`);
    if (next.value.kind === 'recording') stderr(`${words.recordingEnds}\n`);
    if (next.value.kind === 'cut') stderr(`${oneLine(reader.tell(next.value.because))}\n`);
    return next.value.kind === 'cut' ? exitCodes.unreachable : exitCodes.ok;
  } catch (error) {
    if (stop.signal.aborted) return exitCodes.ok;
    throw error;
  } finally {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}
