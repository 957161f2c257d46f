export interface LogWanted {
  /** ISO 8601, with as many digits of the second as wanted; so is `until`. */
  readonly since?: string;
  readonly until?: string;
  /** Lines at the end; with `since`, of those after it. */
  readonly tail?: number;
  /** Goes on with what is written from then on. */
  readonly follow?: boolean;
}

/** Source: Docker Engine API, `GET /containers/{id}/logs`. */
export function logPath(id: string, { since, until, tail, follow }: LogWanted): string {
  const query = new URLSearchParams({ stdout: '1', stderr: '1', timestamps: '1' });
  if (since !== undefined) query.set('since', toUnix(since));
  if (until !== undefined) query.set('until', toUnix(until));
  query.set('tail', tail === undefined ? 'all' : String(tail));
  if (follow === true) query.set('follow', '1');
  return `/containers/${id}/logs?${query.toString()}`;
}

/** `1763805600.000000000`: seconds since 1970, as old daemons want them. */
function toUnix(iso: string): string {
  return `${Math.floor(Date.parse(iso) / 1000)}.${fractionOf(iso)}`;
}

/** `2026-11-22T10:00:00.000000000Z`, so that the daemon's times compare with it as text. */
export function toNanoseconds(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19)}.${fractionOf(iso)}Z`;
}

function fractionOf(iso: string): string {
  return (/[.,](\d{1,9})/.exec(iso)?.[1] ?? '').padEnd(9, '0');
}
