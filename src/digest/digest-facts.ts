import type { WorkingHours } from '../config/types.ts';
import { isHeldBack } from '../incidents/hours.ts';
import { hostStateOf } from '../incidents/host-state.ts';
import type { DayRecord } from '../report/day.ts';
import type { DigestFacts, DigestIncident, SiteStates } from '../report/digest.ts';
import { couldNotLook, type Incident, unexplained } from '../report/incident.ts';
import type { Told } from '../report/told.ts';
import type { WatchedHost } from '../report/watched.ts';
import type { InEveryLanguage } from '../text/language.ts';
import { chartRows } from './chart-rows.ts';
import { median } from './median.ts';

/** All that a digest is made of; what happened is what lies in `[from, to)`, milliseconds since 1970. */
export interface DigestScene {
  readonly day: string;
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  readonly dueAt?: number | undefined;
  /** Those that are watched, as the desk sees them. */
  readonly hosts: readonly WatchedHost[];
  readonly unseenLooks: number;
  /** Those that are not over, and those of the last days that are. */
  readonly incidents: readonly Incident[];
  readonly told: Iterable<Told>;
  readonly hours: WorkingHours | undefined;
  readonly did: Pick<DayRecord, 'answers' | 'fixes' | 'full'>;
  readonly headlineOf: (incident: Incident) => InEveryLanguage;
}

/** Lines of a kind; whoever wants to see more asks for it. */
const mostLines = 50;

export function digestFacts(scene: DigestScene): DigestFacts {
  const { day, zone, from, to, dueAt, hosts, incidents, did } = scene;
  // What routes tell nobody is told nobody here either.
  const heard = incidents.filter((one) => one.to.length > 0);
  const line = lineOf(scene);
  const open = heard
    // Those of hosts that cannot be looked at are told as such.
    .filter(({ state, cause }) => state === 'flapping' || (state === 'open' && cause !== couldNotLook))
    .toSorted((one, other) => rank(one) - rank(other) || oldestFirst(one, other));
  const resolved = heard
    // By when that was known: what the digest before called open is not over in none.
    .filter(
      ({ resolvedAt, settledAt = resolvedAt }) => settledAt !== undefined && isWithin(settledAt, from, to),
    )
    .toSorted(oldestFirst);
  return {
    schema: 'ferryman.digest/1',
    day,
    zone,
    from: at(from),
    to: at(to),
    ...(dueAt === undefined ? {} : { dueAt: at(dueAt) }),
    open: some(open, line),
    resolved: some(resolved, line),
    sites: statesBySite(scene),
    silent: some(silentOf(scene), (one) => one),
    fixes: some(did.fixes, (one) => one),
    answers: answersOf(did),
    chart: chartRows(incidents, (host) => hosts.find((one) => one.host === host)?.site, to),
  };
}

function lineOf({ told, hours, headlineOf }: DigestScene): (incident: Incident) => DigestIncident {
  const first = new Map<string, number>();
  for (const { incident, firstAt } of told) {
    if (firstAt === undefined) continue;
    first.set(incident, Math.min(first.get(incident) ?? Infinity, Date.parse(firstAt)));
  }
  return (incident) => {
    const { id, cause, severity, state, openedAt, resolvedAt, members } = incident;
    const toldAt = first.get(id);
    const isNamed = cause !== couldNotLook && cause !== unexplained;
    return {
      id,
      cause,
      severity,
      state,
      openedAt,
      ...(resolvedAt === undefined ? {} : { resolvedAt }),
      headline: headlineOf(incident),
      heldBack: isHeldBack(severity, hours, Date.parse(openedAt)),
      lostSight: state === 'resolved' && members.some(({ unwatched }) => unwatched === true),
      ...(toldAt === undefined || !isNamed
        ? {}
        : { causeAfterMs: Math.max(0, toldAt - Date.parse(openedAt)) }),
    };
  };
}

function statesBySite({ hosts, unseenLooks }: DigestScene): SiteStates[] {
  const sites = [...new Set(hosts.map(({ site }) => site))].toSorted((one, other) =>
    (one ?? '\uFFFF').localeCompare(other ?? '\uFFFF', 'en'),
  );
  return sites.map((site) => {
    const here = hosts.filter((host) => host.site === site);
    const none = { critical: 0, warning: 0, unseen: 0, well: 0, unknown: 0 };
    for (const host of here) none[hostStateOf(host, unseenLooks)] += 1;
    return { ...(site === undefined ? {} : { site }), hosts: here.length, ...none };
  });
}

function silentOf({ hosts, unseenLooks }: DigestScene): DigestFacts['silent']['lines'] {
  return hosts
    .flatMap((host) => {
      const { unseen, site } = host;
      if (unseen === undefined || hostStateOf(host, unseenLooks) !== 'unseen') return [];
      const { since, because } = unseen;
      return [{ host: host.host, ...(site === undefined ? {} : { site }), since, because }];
    })
    .toSorted((one, other) => Date.parse(one.since) - Date.parse(other.since));
}

function answersOf({ answers, full }: DigestScene['did']): DigestFacts['answers'] {
  const named = answers.filter(({ withCause }) => withCause);
  const middle = median(named.map(({ afterMs }) => afterMs));
  return {
    total: answers.length,
    atLeast: full,
    withCause: named.length,
    ...(middle === undefined ? {} : { medianMs: middle }),
  };
}

function some<From, To>(all: readonly From[], line: (one: From) => To): { total: number; lines: To[] } {
  return { total: all.length, lines: all.slice(0, mostLines).map((one) => line(one)) };
}

function rank({ severity }: Incident): number {
  return severity === 'critical' ? 0 : 1;
}

function oldestFirst(one: Incident, other: Incident): number {
  return Date.parse(one.openedAt) - Date.parse(other.openedAt);
}

function isWithin(moment: string, from: number, to: number): boolean {
  return Date.parse(moment) >= from && Date.parse(moment) < to;
}

function at(ms: number): string {
  return new Date(ms).toISOString();
}
