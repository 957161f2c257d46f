import type { Snapshot } from '../facts/snapshot.ts';
import { readModel, type Model } from '../model/views.ts';
import type { Asked, Cause, Report, Symptom, Verdict } from '../report/report.ts';
import { judge, type Outcome } from '../rules/judge.ts';
import type { Finding, Rule } from '../rules/rule.ts';

/** From a snapshot to the report: pure, so that every diagnosis can be replayed. */
export function writeReport(
  snapshot: Snapshot,
  asked: Asked | undefined,
  rules: readonly Rule[],
  durationMs: number,
): Report {
  const model = readModel(snapshot, questionOf(asked));
  const outcomes = judge(model, rules);
  const found = outcomes.flatMap((outcome) =>
    outcome.kind === 'faulty' ? outcome.findings.map((finding) => ({ id: outcome.rule.id, finding })) : [],
  );
  const symptoms = explainSymptoms(model, found);
  const causes = found.toSorted(byWeight(asked)).map(toCause);
  const unknowns = outcomes.flatMap((outcome) =>
    outcome.kind === 'unknown' ? [{ check: outcome.rule.id, because: outcome.because }] : [],
  );
  return {
    schema: 'ferryman.report/1',
    host: snapshot.host,
    at: snapshot.at,
    durationMs,
    ...(asked !== undefined && { asked }),
    verdict: verdictOf(causes, symptoms, outcomes),
    causes,
    symptoms,
    unknowns,
    checked: outcomes.flatMap((outcome) => (outcome.kind === 'healthy' ? [outcome.rule.id] : [])),
  };
}

interface Found {
  readonly id: string;
  readonly finding: Finding;
}

function questionOf(asked: Asked | undefined) {
  return {
    ...(asked?.port !== undefined && { port: asked.port }),
    ...(asked?.container !== undefined && { container: asked.container }),
    ...(asked?.to !== undefined && { to: asked.to }),
  };
}

function explainSymptoms(model: Model, found: readonly Found[]): Symptom[] {
  const noticed = model.symptoms.kind === 'known' ? model.symptoms.value : [];
  return noticed.map(({ key, text }) => ({
    text,
    explainedBy: [
      ...new Set(found.filter(({ finding }) => finding.explains.includes(key)).map(({ id }) => id)),
    ],
  }));
}

const SEVERITIES = ['critical', 'warning', 'notice'] as const;

/** What was asked about comes first, then what is severe, sure, and explains most. */
function byWeight(asked: Asked | undefined) {
  const answers = ({ explains, subject }: Finding) =>
    (asked?.port !== undefined && explains.includes(`port:${asked.port}`)) ||
    (asked?.container !== undefined &&
      (explains.includes(`container:${asked.container}`) || subject.name === asked.container));
  return ({ finding: one }: Found, { finding: other }: Found): number =>
    Number(one.severity === 'notice') - Number(other.severity === 'notice') ||
    Number(answers(other)) - Number(answers(one)) ||
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
    Number(one.certainty === 'likely') - Number(other.certainty === 'likely') ||
    other.explains.length - one.explains.length;
}

function toCause({ id, finding }: Found): Cause {
  const { severity, certainty, subject, title, explanation, evidence, falsifier, fix } = finding;
  return {
    cause: id,
    severity,
    certainty,
    subject,
    title,
    explanation,
    evidence: [...evidence],
    falsifier,
    ...(fix !== undefined && { fix }),
  };
}

/** Healthy only if every check ran and every symptom is explained away; a symptom without a cause is not health. */
function verdictOf(
  causes: readonly Cause[],
  symptoms: readonly Symptom[],
  outcomes: readonly Outcome[],
): Verdict {
  if (causes.some(({ severity }) => severity !== 'notice')) return 'faulty';
  const unexplained = symptoms.some(({ explainedBy }) => explainedBy.length === 0);
  return unexplained || outcomes.some(({ kind }) => kind === 'unknown') ? 'unknown' : 'healthy';
}
