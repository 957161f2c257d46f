import type { DigestChart, Span } from '../report/digest.ts';
import { couldNotLook, type Incident } from '../report/incident.ts';

const chartMs = 7 * 86_400_000;
/** As many as one can still read on a phone. */
const mostRows = 12;

type Row = DigestChart['rows'][number];

/** When which host had what within the last seven days; where they are many, those that have something now, and had it longest. */
export function chartRows(
  incidents: readonly Incident[],
  siteOf: (host: string) => string | undefined,
  to: number,
): DigestChart {
  const from = to - chartMs;
  const spans = new Map<string, Span[]>();
  for (const { cause, severity, members } of incidents) {
    for (const { host, stints, severity: its = severity } of members) {
      const state = cause === couldNotLook ? 'unseen' : its;
      const clipped = stints.flatMap((stint) => within({ ...stint, state }, from, to));
      if (clipped.length > 0) spans.set(host, [...(spans.get(host) ?? []), ...clipped]);
    }
  }
  const rows = [...spans].map(([host, all]): Row => {
    const site = siteOf(host);
    return { host, ...(site === undefined ? {} : { site }), spans: joined(all) };
  });
  const shown = rows.toSorted((one, other) => weight(other, to) - weight(one, to)).slice(0, mostRows);
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    rows: shown.toSorted(bySite),
    more: rows.length - shown.length,
  };
}

function within(
  { from: begin, to: end, state }: { from: string; to?: string | undefined; state: Span['state'] },
  from: number,
  to: number,
): Span[] {
  const [first, last] = [
    Math.max(Date.parse(begin), from),
    Math.min(end === undefined ? to : Date.parse(end), to),
  ];
  return last > first || (last === first && first > from && first < to)
    ? [{ from: new Date(first).toISOString(), to: new Date(last).toISOString(), state }]
    : [];
}

/** Of one state what overlaps is one span; two causes at once are not twice as bad. */
function joined(spans: readonly Span[]): Span[] {
  const sorted = spans.toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from));
  return (['unseen', 'warning', 'critical'] as const).flatMap((state) => {
    const done: Span[] = [];
    for (const span of sorted.filter((one) => one.state === state)) {
      const last = done.at(-1);
      if (last === undefined || Date.parse(span.from) > Date.parse(last.to)) done.push({ ...span });
      else if (Date.parse(span.to) > Date.parse(last.to)) last.to = span.to;
    }
    return done;
  });
}

function weight({ spans }: Row, to: number): number {
  const isOn = spans.some((span) => Date.parse(span.to) === to);
  return (isOn ? chartMs * 10 : 0) + spans.reduce((sum, span) => sum + lengthOf(span), 0);
}

function lengthOf({ from, to }: Span): number {
  return Date.parse(to) - Date.parse(from);
}

/** Hosts of no site come last. */
function bySite(one: Row, other: Row): number {
  if (one.site !== other.site) {
    if (one.site === undefined) return 1;
    return other.site === undefined ? -1 : one.site.localeCompare(other.site, 'en');
  }
  return one.host.localeCompare(other.host, 'en');
}
