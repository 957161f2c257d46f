import type { Snapshot } from '../../facts/snapshot.ts';
import type { FixAnswer } from '../../report/fix.ts';
import type { Asked, Report } from '../../report/report.ts';
import type { Language } from '../../text/language.ts';
import { diagnoseSnapshot } from '../diagnose.ts';
import type { FixRun, PlannedChange } from './run.ts';

/** In the reader's language; and in English for the record, where that is another one. */
export function answerIn(
  { language = 'en' }: Pick<FixRun, 'language'>,
  tellIn: (language: Language) => FixAnswer,
): Pick<PlannedChange, 'answer' | 'inEnglish'> {
  const inEnglish = tellIn('en');
  return language === 'en' ? { answer: inEnglish } : { answer: tellIn(language), inEnglish };
}

/** What was diagnosed, in each language in which it is wanted: another look at the same snapshot says the same. */
export function reportsOf(
  snapshot: Snapshot,
  { report, asked }: { readonly report: Report; readonly asked?: Asked | undefined },
  { rules }: Pick<FixRun, 'rules'>,
): (language: Language) => Report {
  const reports = new Map<Language, Report>([['en', report]]);
  return (language) => {
    const known =
      reports.get(language) ?? diagnoseSnapshot(snapshot, asked, { language, ...(rules && { rules }) });
    reports.set(language, known);
    return known;
  };
}
