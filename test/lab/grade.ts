import type { Report } from '../../src/report/report.ts';
import type { Answer } from './ask.ts';
import type { Question } from './case.ts';

/** What is wrong with an answer, a line each; nothing where it is right. */
export function grade(question: Question, { report, exitCode }: Answer): string[] {
  const exitCodes = { healthy: 0, faulty: 1, unknown: 3, unreachable: 3 };
  const wrong = gradeReport(question, report);
  if (exitCode !== exitCodes[report.verdict]) wrong.push(`exit code ${exitCode} with ${report.verdict}`);
  return wrong;
}

export function gradeReport(question: Question, report: Report): string[] {
  const wrong: string[] = [];
  const first = report.causes[0];
  const named = report.causes.map((cause) => `${cause.cause} (${cause.severity})`).join(', ') || 'no cause';
  if (report.verdict !== question.verdict)
    wrong.push(`verdict ${report.verdict}, not ${question.verdict}: ${named}${because(report)}`);

  if (question.verdict !== 'faulty') {
    const alarms = report.causes.filter((cause) => cause.severity !== 'notice');
    if (alarms.length > 0) wrong.push(`a false alarm: ${named}`);
    return wrong;
  }

  if (question.cause && first?.cause !== question.cause) wrong.push(`${named} first, not ${question.cause}`);
  if (!first) return wrong;
  if (question.about && !question.about.includes(first.subject.name))
    wrong.push(`the subject is ${first.subject.name}, not ${question.about.join(' or ')}`);
  const text = JSON.stringify(first, (_key, value: unknown) =>
    typeof value === 'string' ? ` ${value} ` : value,
  );
  for (const mention of question.mentions ?? []) {
    const found = typeof mention === 'string' ? text.includes(mention) : mention.test(text);
    if (!found) wrong.push(`the first cause does not mention ${mention}`);
  }
  if (first.evidence.length === 0) wrong.push('no evidence');
  if (first.falsifier === '') wrong.push('no falsifier');
  if (!first.fix) wrong.push('no fix');
  const unexplained = report.symptoms.filter((symptom) => symptom.explainedBy.length === 0);
  if (unexplained.length > 0) wrong.push(`unexplained: ${unexplained.map(({ text: t }) => t).join('; ')}`);
  return wrong;
}

function because(report: Report): string {
  const unknowns = report.unknowns.map(({ check, because: reason }) => `${check}: ${reason}`);
  return unknowns.length > 0 ? ` (could not check ${unknowns.join('; ')})` : '';
}
