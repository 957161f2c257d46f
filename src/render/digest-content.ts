import type { DigestFacts, DigestIncident, SiteStates } from '../report/digest.ts';
import type { Reader } from '../text/reader.ts';
import { list } from '../text/say.ts';
import { digestPicture } from './digest-picture.ts';
import { markOfOpen } from './incident-content.ts';
import { tellSpan } from './incident-span.ts';
import { cut, oneLine } from './untrusted.ts';

/** All that a digest says, in the reader's language; how it looks is up to whoever draws it. No text is escaped. */
export interface DigestContent {
  /** `Digest of 2026-11-23: 2 open, …`, in one line. */
  readonly headline: string;
  /** Whole sentences: that it comes late. */
  readonly notes: readonly string[];
  /** None where nothing happened: the headline says that. */
  readonly sections: readonly DigestSection[];
  /** Absent where it would show nothing. */
  readonly picture?: { readonly alt: string; readonly legend: string };
}

export interface DigestSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** With these, and with how long each may get, it fits into one message everywhere, in Chinese too. */
const mostLines = 8;
/** From then on it counts as late. */
const lateMs = 15 * 60_000;

/** @param now milliseconds since 1970: when it is told */
export function digestContent(facts: DigestFacts, reader: Reader, now: number): DigestContent {
  const { t } = reader;
  const { day, chart } = facts;
  const notes = lateness(facts, reader, now);
  if (isEmpty(facts)) return { headline: uneventful(facts, reader), notes, sections: [] };
  const sections: (DigestSection | undefined)[] = [
    hostsSection(facts, reader),
    section(t`Open incidents`, facts.open, reader, (one) => openLine(one, facts, reader)),
    section(t`Resolved incidents`, facts.resolved, reader, (one) => resolvedLine(one, reader)),
    section(t`Hosts that cannot be looked at`, facts.silent, reader, (one) => {
      const { host, since, because } = one;
      const lasting = tellSpan(Date.parse(facts.to) - Date.parse(since), reader);
      const said = t`${cut(oneLine(host), 60)}: ${cut(oneLine(because[reader.language]), 120)}`;
      return [`⚫ ${said}`, t`for ${lasting}`].join(' · ');
    }),
    section(t`Changes made from Slack`, facts.fixes, reader, (one) => fixLine(one, reader)),
    answersSection(facts, reader),
  ];
  return {
    headline: t`Digest of ${day}: ${summary(facts, reader)}`,
    notes,
    sections: sections.filter((one) => one !== undefined),
    ...(chart.rows.length > 0 && { picture: digestPicture(facts, reader) }),
  };
}

function isEmpty({ open, resolved, silent, fixes, answers }: DigestFacts): boolean {
  return [open, resolved, silent, fixes, answers].every(({ total }) => total === 0);
}

function lateness({ dueAt, zone }: DigestFacts, { t }: Reader, now: number): string[] {
  if (dueAt === undefined || now - Date.parse(dueAt) < lateMs) return [];
  const time = new Date(dueAt).toLocaleTimeString('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  });
  return [t`It comes late: it was to be sent at ${time} (${zone}), and could not be before.`];
}

function uneventful({ day, sites }: DigestFacts, { t }: Reader): string {
  const hosts = sum(sites, 'hosts');
  const well = sum(sites, 'well');
  if (hosts === 0) return t`Digest of ${day}: nothing happened, and no host is watched.`;
  if (hosts === well) {
    return hosts === 1
      ? t`Digest of ${day}: nothing happened. The one watched host is well.`
      : t`Digest of ${day}: nothing happened. All ${hosts} watched hosts are well.`;
  }
  return t`Digest of ${day}: nothing happened. ${well} of ${hosts} watched hosts are well.`;
}

function summary({ open, resolved, silent, sites }: DigestFacts, { t, tell }: Reader): string {
  const parts = [
    t`${open.total} open`,
    t`${resolved.total} resolved`,
    ...(silent.total > 0 ? [t`${silent.total} cannot be looked at`] : []),
    t`${sum(sites, 'well')} of ${sum(sites, 'hosts')} hosts well`,
  ];
  return tell(list(parts, 'phrases'));
}

function hostsSection({ sites }: DigestFacts, reader: Reader): DigestSection | undefined {
  if (sites.length === 0) return undefined;
  const { t } = reader;
  const lines = sites.map((one) => siteLine(one, reader));
  const rest = lines.length - mostLines;
  return {
    title: t`Hosts`,
    lines: rest > 0 ? [...lines.slice(0, mostLines), t`… and ${rest} more`] : lines,
  };
}

function siteLine({ site, hosts, ...states }: SiteStates, { t, tell }: Reader): string {
  const told = [
    ...(states.critical > 0 ? [t`${states.critical} critical`] : []),
    ...(states.warning > 0 ? [t`${states.warning} with a warning`] : []),
    ...(states.unseen > 0 ? [t`${states.unseen} cannot be looked at`] : []),
    ...(states.unknown > 0 ? [t`${states.unknown} not looked at yet`] : []),
  ];
  const well = t`${states.well} of ${hosts} well`;
  const all = tell(list([well, ...told], 'phrases'));
  return t`${site === undefined ? t`no site` : cut(oneLine(site), 60)}: ${all}`;
}

function section<T>(
  title: string,
  { total, lines }: { readonly total: number; readonly lines: readonly T[] },
  { t }: Reader,
  lineOf: (one: T) => string,
): DigestSection | undefined {
  if (total === 0) return undefined;
  const shown = lines.slice(0, mostLines).map((one) => lineOf(one));
  const rest = total - shown.length;
  return {
    title: t`${title} (${total})`,
    lines: rest > 0 ? [...shown, t`… and ${rest} more`] : shown,
  };
}

function openLine(incident: DigestIncident, { to }: DigestFacts, reader: Reader): string {
  const { state, openedAt, heldBack } = incident;
  const { t } = reader;
  const told = [
    t`for ${tellSpan(Date.parse(to) - Date.parse(openedAt), reader)}`,
    ...(state === 'flapping' ? [t`comes and goes`] : []),
    ...named(incident, reader),
    ...(heldBack ? [t`began outside working hours`] : []),
  ];
  return [`${markOfOpen(incident)} ${headlineOf(incident, reader)}`, ...told].join(' · ');
}

function resolvedLine(incident: DigestIncident, reader: Reader): string {
  const { openedAt, resolvedAt = openedAt, heldBack, lostSight } = incident;
  const { t } = reader;
  const lasted = tellSpan(Date.parse(resolvedAt) - Date.parse(openedAt), reader);
  const told = [
    lostSight ? t`not watched any more, lasted at least ${lasted}` : t`lasted ${lasted}`,
    ...named(incident, reader),
    ...(heldBack ? [t`began outside working hours`] : []),
  ];
  const mark = lostSight ? '⚪' : '✅';
  return [`${mark} ${headlineOf(incident, reader)}`, ...told].join(' · ');
}

/** Of what was held back the time says when people work. */
function named({ causeAfterMs, heldBack }: DigestIncident, reader: Reader): string[] {
  if (causeAfterMs === undefined || heldBack) return [];
  return [reader.t`cause told after ${tellSpan(causeAfterMs, reader)}`];
}

function headlineOf({ headline }: DigestIncident, { language }: Reader): string {
  return cut(oneLine(headline[language]), 150);
}

function fixLine({ host, result, reverts }: DigestFacts['fixes']['lines'][number], { t }: Reader): string {
  const name = cut(oneLine(host), 60);
  switch (result) {
    case 'fixed':
      return reverts
        ? t`✅ ${name}: an earlier change was taken back, and proven`
        : t`✅ ${name}: changed, and proven`;
    case 'undone':
      return t`↩️ ${name}: changed, and taken back`;
    case 'not-begun':
      return t`➖ ${name}: approved, and not begun`;
    case 'undo-failed':
      return t`🔴 ${name}: changed, and could not be taken back`;
    case 'pending':
      return t`🟡 ${name}: changed, and nobody knows yet what came of it`;
    default:
      return result satisfies never;
  }
}

function answersSection({ answers }: DigestFacts, reader: Reader): DigestSection | undefined {
  const { total, atLeast, withCause, medianMs } = answers;
  if (total === 0) return undefined;
  const { t } = reader;
  const well = total - withCause;
  return {
    title: t`Questions to Ferryman instead of to support`,
    lines: [
      atLeast ? t`${total} or more answered` : t`${total} answered`,
      ...(medianMs === undefined
        ? []
        : [
            t`${withCause} with a cause, half of them within ${tellSeconds(medianMs, reader)} (median from the question to the cause)`,
          ]),
      ...(well > 0 ? [t`${well} with nothing found wrong`] : []),
    ],
  };
}

/** `4.2 s`; from a minute on as every span is told. */
function tellSeconds(ms: number, reader: Reader): string {
  return ms < 59_950 ? reader.t`${(ms / 1000).toFixed(1)} s` : tellSpan(ms, reader);
}

function sum(sites: readonly SiteStates[], state: 'hosts' | 'well'): number {
  return sites.reduce((total, one) => total + one[state], 0);
}
