import type { Snapshot } from '../../src/facts/snapshot.ts';
import { renderEvidence } from '../../src/render/slack/evidence.ts';
import { renderReport } from '../../src/render/slack/report.ts';
import type { Cause, Report } from '../../src/report/report.ts';
import type { Outcome } from '../../src/rules/judge.ts';
import type { ToldFinding } from '../../src/rules/rule.ts';
import type { Language } from '../../src/text/language.ts';
import { readerOf } from '../../src/text/reader.ts';
import { checkBlocks } from '../../src/workspace/block-kit/check-blocks.ts';
import { leftInEnglish, proseIn } from './left-in-english.ts';

/** Throws where Slack would refuse what rules say, or where it is in English for somebody who reads another language. */
export function refuseUntold(outcomes: readonly Outcome[], snapshot: Snapshot, language: Language): void {
  const reader = readerOf(language);
  const printed = () => JSON.stringify(snapshot);
  for (const outcome of outcomes) {
    const blocks = reportsOf(outcome, snapshot).flatMap((report) =>
      [renderReport(report, { reader }), ...renderEvidence(report, reader)].map((message) => message.blocks),
    );
    const problems = blocks.flatMap((one) => checkBlocks(one, 'message'));
    const left = language === 'en' ? [] : proseIn(blocks).flatMap((text) => leftInEnglish(text, printed));
    if (problems.length + left.length === 0) continue;
    throw new Error(`${outcome.rule.id} in ${language}: ${JSON.stringify([...problems, ...left])}`);
  }
}

function reportsOf(outcome: Outcome, { host, at }: Snapshot): Report[] {
  const report: Report = {
    schema: 'ferryman.report/1',
    host,
    at,
    durationMs: 0,
    verdict: 'unknown',
    causes: [],
    symptoms: [],
    unknowns: [],
    checked: [],
  };
  const { rule } = outcome;
  switch (outcome.kind) {
    case 'healthy':
      return [];
    case 'unknown':
      return [{ ...report, unknowns: [{ check: rule.id, because: outcome.because }] }];
    case 'faulty':
      return [{ ...report, verdict: 'faulty', causes: outcome.findings.map((one) => causeOf(rule.id, one)) }];
  }
  return outcome satisfies never;
}

function causeOf(cause: string, finding: ToldFinding): Cause {
  const { severity, certainty, subject, title, explanation, evidence, falsifier, fix } = finding;
  return {
    cause,
    severity,
    certainty,
    subject,
    title,
    explanation,
    evidence: evidence.map(({ source, lines }) => ({ source, lines: [...lines] })),
    falsifier,
    ...(fix && { fix: { ...fix, commands: [...fix.commands] } }),
  };
}
