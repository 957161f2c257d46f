import type { Snapshot } from '../facts/snapshot.ts';
import { withAskedAddress } from '../model/asked-address.ts';
import { Attempts } from '../model/attempts.ts';
import { valueOr } from '../model/known.ts';
import { readModel } from '../model/read-model.ts';
import type { Asked, Cause, Report, Symptom, Verdict } from '../report/report.ts';
import type { Model } from '../model/views.ts';
import { missedServices } from '../rules/applications/missed-services.ts';
import { judge } from '../rules/judge.ts';
import type { ToldFinding, Rule } from '../rules/rule.ts';
import { settle, type Found } from '../rules/settle.ts';
import type { InEveryLanguage, Language } from '../text/language.ts';
import { tell } from '../text/tell.ts';
import { focusOf, type Focus } from './focus.ts';
import { untried } from './untried.ts';
import { lacksSystemd, withoutSystemd } from './without-systemd.ts';

/** From a snapshot to the report, all but the time that it took: pure, so that every diagnosis can be replayed. */
export function writeReport(
  snapshot: Snapshot,
  asked: Asked | undefined,
  rules: readonly Rule[],
  language: Language = 'en',
): Omit<Report, 'durationMs'> {
  return reportOn(snapshot, asked, rules, { language }).report;
}

interface ToldSymptom {
  readonly key: string;
  readonly text: string;
}

export interface ReportOn {
  readonly report: Omit<Report, 'durationMs'>;
  /** Those of its causes that answer what was asked, and what lies behind them; all of them where the whole host was asked about. */
  readonly about: readonly Cause[];
  /** The title of its first cause. */
  readonly titles: InEveryLanguage | undefined;
  /** Symptoms of what was asked about that nothing explains. */
  readonly open: readonly ToldSymptom[];
}

interface Telling {
  /** What the answer is to be about, where nobody says by asking that it does not work. */
  readonly about?: Asked;
  readonly language?: Language;
}

export function reportOn(
  snapshot: Snapshot,
  asked: Asked | undefined,
  rules: readonly Rule[],
  { about, language = 'en' }: Telling = {},
): ReportOn {
  const model = readModel(snapshot, questionOf(asked));
  const outcomes = judge(model, rules, language);
  const found = settle(
    outcomes.flatMap((outcome) =>
      outcome.kind === 'faulty' ? outcome.findings.map((finding) => ({ rule: outcome.rule, finding })) : [],
    ),
  );
  const noticed = valueOr(model.symptoms, []).map(({ key, text }) => ({ key, text: tell(text, language) }));
  const question = valueOr(model.question, undefined)?.asked ?? questionOf(asked);
  const attempts = valueOr(model.attempts, new Attempts([]));
  const meant = about === undefined ? question : questionOf(about);
  const focus = focusOf(
    meant,
    attempts,
    snapshot.needs,
    valueOr(model.containers, undefined),
    missedBy(meant.container, model),
  );
  const answered = focus?.works === true && !noticed.some(({ key }) => focus.keys.includes(key));
  const ranked = found
    .map(({ rule, finding }) => ({ rule, finding: answered ? aside(finding, focus) : finding }))
    .toSorted(byWeight(focus));
  const inOrder = chained(ranked);
  const write = lacksSystemd(snapshot) ? (one: Found) => speakingOfService(toCause(one)) : toCause;
  const causes = inOrder.map(write);
  const symptoms = explainSymptoms(noticed, found);
  const unknowns = [
    ...untried(attempts, withAskedAddress(snapshot.needs, asked?.to), asked).map(({ check, because }) => ({
      check,
      because: tell(because, language),
    })),
    ...outcomes.flatMap((outcome) =>
      outcome.kind === 'unknown' ? [{ check: outcome.rule.id, because: outcome.because }] : [],
    ),
  ];
  const report: Omit<Report, 'durationMs'> = {
    schema: 'ferryman.report/1',
    host: snapshot.host,
    at: snapshot.at,
    ...(asked !== undefined && { asked }),
    verdict: answered ? verdictOnFocus(causes) : verdictOf(causes, symptoms, unknowns),
    causes,
    symptoms,
    unknowns,
    checked: outcomes.flatMap((outcome) => (outcome.kind === 'healthy' ? [outcome.rule.id] : [])),
  };
  const isOpen = (text: string) => symptoms.some((one) => one.text === text && one.explainedBy.length === 0);
  return {
    report,
    titles: inOrder[0]?.finding.titles,
    about: focus === undefined ? causes : aboutFocus(inOrder, focus).map(write),
    open: noticed.filter(({ key, text }) => (focus?.keys.includes(key) ?? true) && isOpen(text)),
  };
}

/** A database that nobody reaches is what is wrong with a container that says it cannot reach it. */
function missedBy(
  name: string | undefined,
  { containers, logs, question, symptoms, attempts }: Model,
): readonly string[] {
  if (containers.kind === 'unknown' || logs.kind === 'unknown' || question.kind === 'unknown') return [];
  if (symptoms.kind === 'unknown' || attempts.kind === 'unknown') return [];
  const container = containers.value.find((one) => one.name === name);
  if (container === undefined) return [];
  const views = {
    containers: containers.value,
    logs: logs.value,
    question: question.value,
    symptoms: symptoms.value,
    attempts: attempts.value,
  };
  return missedServices(container, views).flatMap(({ keys }) => keys);
}

function speakingOfService(cause: Cause): Cause {
  return cause.fix === undefined ? cause : { ...cause, fix: withoutSystemd(cause.fix) };
}

/** What brought a cause about answers the question too; it stands behind it. */
function aboutFocus(inOrder: readonly Found[], focus: Focus): readonly Found[] {
  const told = new Set<string>();
  return inOrder.filter(({ rule, finding }) => {
    const { behind } = finding;
    const answers = isAbout(finding, focus) || (behind !== undefined && told.has(behind));
    if (answers) told.add(rule.id);
    return answers;
  });
}

function questionOf(asked: Asked | undefined) {
  return {
    ...(asked?.port !== undefined && { port: asked.port }),
    ...(asked?.container !== undefined && { container: asked.container }),
    ...(asked?.to !== undefined && { to: asked.to }),
  };
}

function explainSymptoms(noticed: readonly ToldSymptom[], found: readonly Found[]): Symptom[] {
  return noticed.map(({ key, text }) => ({
    text,
    explainedBy: [
      ...new Set(found.filter(({ finding }) => finding.explains.includes(key)).map(({ rule }) => rule.id)),
    ],
  }));
}

/** What was asked for works: whatever else is wrong on the host is told, and is no answer to the question. */
function aside(finding: ToldFinding, focus: Focus): ToldFinding {
  return isAbout(finding, focus) ? finding : { ...finding, severity: 'notice' };
}

function isAbout({ explains, subject }: ToldFinding, { keys, container }: Focus): boolean {
  return (
    explains.some((key) => keys.includes(key)) || (container !== undefined && subject.name === container)
  );
}

const SEVERITIES = ['critical', 'warning', 'notice'] as const;

/** What was asked about comes first, then what is severe, explains most, and is sure. */
function byWeight(focus: Focus | undefined) {
  return ({ finding: one }: Found, { finding: other }: Found): number =>
    Number(one.severity === 'notice') - Number(other.severity === 'notice') ||
    (focus === undefined ? 0 : Number(isAbout(other, focus)) - Number(isAbout(one, focus))) ||
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
    Number(one.certainty === 'likely') - Number(other.certainty === 'likely') ||
    other.explains.length - one.explains.length;
}

/** What lies behind a cause stands right after it. */
function chained(ranked: readonly Found[]): readonly Found[] {
  const behind = (id: string): readonly Found[] =>
    ranked.filter(({ finding }) => finding.behind === id).flatMap((one) => [one, ...behind(one.rule.id)]);
  const told = new Set<string>();
  return ranked
    .filter(({ finding }) => finding.behind === undefined)
    .flatMap((one) => {
      const first = !told.has(one.rule.id);
      told.add(one.rule.id);
      return first ? [one, ...behind(one.rule.id)] : [one];
    });
}

function toCause({ rule, finding }: Found): Cause {
  const { severity, certainty, subject, title, explanation, evidence, falsifier, fix, behind } = finding;
  return {
    cause: rule.id,
    severity,
    certainty,
    subject,
    title,
    explanation,
    evidence: evidence.map(({ source, lines }) => ({ source, lines: [...lines] })),
    falsifier,
    ...(fix !== undefined && { fix: { ...fix, commands: [...fix.commands] } }),
    ...(behind !== undefined && { behind }),
  };
}

/** A connection that came about outweighs every check that could not look. */
function verdictOnFocus(causes: readonly Cause[]): Verdict {
  return causes.some(({ severity }) => severity !== 'notice') ? 'faulty' : 'healthy';
}

/** Healthy only if every check ran and every symptom is explained away; a symptom without a cause is not health. */
function verdictOf(
  causes: readonly Cause[],
  symptoms: readonly Symptom[],
  unknowns: Report['unknowns'],
): Verdict {
  if (causes.some(({ severity }) => severity !== 'notice')) return 'faulty';
  const unexplained = symptoms.some(({ explainedBy }) => explainedBy.length === 0);
  return unexplained || unknowns.length > 0 ? 'unknown' : 'healthy';
}
