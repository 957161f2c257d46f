import type { LogLimits, LogWanted } from '../../docker/log-stream.ts';
import type { Container } from '../../model/containers.ts';
import type { LogQuery } from '../../report/logs.ts';

/** Lines that are shown unless somebody says how many. */
export const SHOWN = 200;
/** Lines at the end of a log in which patterns are looked for unless somebody names a time. */
const SCANNED = 10_000;
/** The end of a log in which a time or a pattern is looked for; Docker decodes what lies before it in vain. */
const SEARCHED = 2_000_000;

const MIB = 1024 * 1024;

export interface LogWindow {
  readonly wanted: LogWanted;
  readonly limits: LogLimits;
}

/**
 * What is read of the log to answer a question: more than what is shown. From the end, because Docker finds that quickly in a log of any size;
 * with `until` from `since` on, because Docker counts its lines before it looks at times.
 */
export function windowOf(query: LogQuery, container: Container): LogWindow {
  const since = sinceOf(query, container);
  const { until, grep, tail = SHOWN } = query;
  const isWide = since !== undefined || until !== undefined || grep !== undefined;
  return {
    wanted: {
      ...(since !== undefined && { since }),
      ...(until === undefined ? { tail: isWide ? SEARCHED : Math.max(SCANNED, tail) } : { until }),
    },
    limits: {
      maxBytes: (isWide ? 512 : 64) * MIB,
      maxLines: SEARCHED,
      maxMs: isWide ? 40_000 : 20_000,
      maxLineBytes: 16 * 1024,
    },
  };
}

/** Docker notes a start when the process has run for a moment already. */
export const NOTED_LATE_MS = 5_000;
/**
 * Docker waits at least so long before it starts a container again by its restart policy. Source: moby restartmanager/restartmanager.go,
 * defaultTimeout.
 */
const RESTART_WAIT_MS = 100;

export function sinceOf(
  { since, sinceRestart, sinceDeploy }: LogQuery,
  { inspect }: Container,
): string | undefined {
  if (sinceRestart === true) {
    const { startedAt, finishedAt } = inspect.state;
    const started = Date.parse(startedAt ?? '');
    if (Number.isNaN(started)) return undefined;
    const ended = Date.parse(finishedAt ?? '');
    if (ended < started) return new Date(Math.max(started - NOTED_LATE_MS, ended)).toISOString();
    // This run has ended as well, and nobody knows any more when the one before did.
    const late = inspect.restartCount > 0 ? RESTART_WAIT_MS : NOTED_LATE_MS;
    return new Date(started - late).toISOString();
  }
  return sinceDeploy === true ? inspect.created : since;
}
