import { LogReport } from '../report/logs.ts';
import { Report } from '../report/report.ts';

/**
 * One object of the contract `ferryman.report/1` and nothing else. What would act on a terminal is written as \u escapes:
 * the same JSON, safe to look at.
 */
export function renderJson(report: Report): string {
  return `${safeJson(Report.parse(report), 2)}\n`;
}

/** The same for `ferryman.logs/1`. */
export function renderLogsJson(report: LogReport): string {
  return `${safeJson(LogReport.parse(report), 2)}\n`;
}

/** Without an indent it is one line. */
export function safeJson(value: object, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  return text.replace(/(?!\n)\p{Cc}|\p{Default_Ignorable_Code_Point}|[\u2028\u2029]/gu, asEscape);
}

function asEscape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => String.raw`\u` + character.charCodeAt(index).toString(16).padStart(4, '0'),
  ).join('');
}
