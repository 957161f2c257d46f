import { z } from 'zod';
import { jsonOf } from './docker-api.ts';
import type { Fact } from './fact.ts';
import { linesOf, unreadable, value } from './parsed.ts';

/** The last lines of a container's log. */
export interface LogLine {
  /** The daemon's clock, RFC 3339 with nanoseconds. */
  readonly at?: string;
  readonly text: string;
}

/**
 * Logs that could not be read are named in `stderr`: `<id>: configured logging driver does not support reading`.
 *
 *     {"<id>":"2018-11-22T03:04:05.678901234Z It was not possible to find any compatible framework version\n…"}
 */
export const dockerLogs: Fact<'docker-logs', Readonly<Record<string, readonly LogLine[]>>> = {
  id: 'docker-logs',
  title: 'last lines of the containers',
  read: {
    kind: 'docker-each',
    path: (containerId) => `/containers/${containerId}/logs?stdout=1&stderr=1&tail=200&timestamps=1`,
    text: true,
  },
  parse: (raw) => {
    const logs = z.record(z.string(), z.string()).safeParse(jsonOf(raw.stdout));
    if (!logs.success) return unreadable('the answer is no JSON object of texts');
    return value(
      Object.fromEntries(Object.entries(logs.data).map(([id, log]) => [id, linesOf(log).map(parseLine)])),
      linesOf(raw.stderr),
    );
  },
};

function parseLine(line: string): LogLine {
  const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) ?(.*)$/.exec(line);
  return stamped === null ? { text: line } : { at: stamped[1] ?? '', text: stamped[2] ?? '' };
}
