import type { Incident } from '../report/incident.ts';
import type { Reader } from '../text/reader.ts';
import { fixWordsFor } from './fix-words.ts';
import type { IncidentFact } from './incident-content.ts';
import { oneLine } from './untrusted.ts';

/** What somebody had Ferryman do, as a sentence. Text is on one line and not escaped. */
export interface TriedLine {
  readonly text: string;
  /** Of Slack; other places show no ids. */
  readonly byUserId: string;
}

/** How often it was looked at, and when last: of the time at which this was written, so that it stays true. */
export function lookFacts({ tried }: Pick<Incident, 'tried'>, { t }: Reader): IncidentFact[] {
  if (tried === undefined || tried.looks < 2 || tried.lookedAt === undefined) return [];
  return [
    { label: t`Looks since`, text: String(tried.looks) },
    { label: t`Last look`, at: tried.lookedAt },
  ];
}

export function triedLines(
  { tried, members }: Pick<Incident, 'tried' | 'members'>,
  reader: Reader,
): TriedLine[] {
  if (tried === undefined) return [];
  const { t } = reader;
  const words = fixWordsFor(reader);
  const isHere = ({ host }: { readonly host: string }) => members.some((member) => member.host === host);
  const fixes = tried.fixes.filter(isHere).map(({ id, host, result, reverts, byUserId }) => ({
    text: t`Change ${id}: ${oneLine(words.end({ host, result, reverts }))}.`,
    byUserId,
  }));
  const diagnoses = tried.diagnoses.filter(isHere);
  const last = diagnoses.at(-1);
  if (last === undefined) return fixes;
  const text =
    diagnoses.length === 1
      ? t`Diagnosed once more since: ${oneLine(last.host)}.`
      : t`Diagnosed ${diagnoses.length} times more since, ${oneLine(last.host)} last.`;
  return [...fixes, { text, byUserId: last.byUserId }];
}
