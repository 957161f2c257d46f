import { Report } from '../report/report.ts';

/**
 * One object of the contract `ferryman.report/1` and nothing else. What would act on a terminal is written as \u escapes:
 * the same JSON, safe to look at.
 */
export function renderJson(report: Report): string {
  const text = JSON.stringify(Report.parse(report), null, 2);
  return `${text.replace(/(?!\n)\p{Cc}|\p{Default_Ignorable_Code_Point}|[\u2028\u2029]/gu, asEscape)}\n`;
}

function asEscape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => String.raw`\u` + character.charCodeAt(index).toString(16).padStart(4, '0'),
  ).join('');
}
