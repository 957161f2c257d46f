import type { Cause, Report } from '../report/report.ts';
import { nameTarget } from './target.ts';
import { cut, oneLine } from './untrusted.ts';
import { isOnlyWarned, marks, verdictMark, type Words } from './words.ts';

/** What both renderers say of a report, before either lays it out. */

interface Headline {
  readonly mark: string;
  /** `hz-shop:30003 is faulty: Docker's bridge covers the network card's subnet`. */
  readonly sentence: string;
  readonly time: string;
}

export function headline(report: Report, words: Words): Headline {
  const isUntried = wasNotTried(report);
  // It is the host that cannot be reached, whatever was asked about it.
  const asked = report.verdict === 'unreachable' || isUntried ? undefined : report.asked;
  const verdict = words.verdict[verdictWord(report)](cut(nameTarget(report.host, asked, words), 200));
  const first = report.verdict === 'faulty' ? report.causes[0] : undefined;
  const title = first === undefined ? '' : oneLine(first.title);
  const sentence = title === '' ? verdict : words.headline(verdict, cut(title, 250));
  return {
    mark: verdictMark(report),
    sentence: isUntried
      ? words.untried(sentence, cut(nameTarget(report.host, report.asked, words), 200))
      : sentence,
    time: words.duration(report.durationMs),
  };
}

/** What is wrong with the host may or may not be what is wrong with a port that nobody tried: a recording holds only those of its day. */
function wasNotTried({ verdict, asked, unknowns }: Report): boolean {
  if (verdict !== 'faulty' || asked === undefined) return false;
  const check = asked.port === undefined ? `need:${asked.to}` : `port:${asked.port}`;
  return unknowns.some((unknown) => unknown.check === check);
}

/** Unknown has two kinds: something is wrong and nothing explains it, or nothing is and not everything could be seen. */
function verdictWord(report: Report): keyof Words['verdict'] {
  if (isOnlyWarned(report)) return 'warned';
  return report.verdict === 'unknown' && unexplained(report).length === 0 ? 'incomplete' : report.verdict;
}

/** The symptoms that a cause explains, as sentences in one line. */
export function explains(report: Report, cause: Cause, words: Words): string {
  return words.inARow(
    report.symptoms
      .filter((symptom) => symptom.explainedBy.includes(cause.cause))
      .map(({ text }) => stopped(oneLine(text), words)),
  );
}

/** Symptoms without a cause. That a host cannot be reached is no riddle: its reason is under the unknowns. */
export function unexplained(report: Report): string[] {
  if (report.verdict === 'unreachable') return [];
  return report.symptoms
    .filter((symptom) => symptom.explainedBy.length === 0)
    .map((symptom) => oneLine(symptom.text));
}

/** What brought the first cause about, what brought that about, and so on: in that order, first the nearest. */
export function behindFirst({ causes: [first, ...others] }: Report): readonly Cause[] {
  const chain: Cause[] = [];
  const told = new Set(first === undefined ? [] : [first.cause]);
  for (const cause of others) {
    if (cause.behind === undefined || !told.has(cause.behind)) break;
    chain.push(cause);
    told.add(cause.cause);
  }
  return chain;
}

/** Causes below the one that is shown in full: each one line, the fix with it. */
export function otherCauses(causes: readonly Cause[], words: Words): string[] {
  return causes.map((cause) => {
    const fix = cause.fix === undefined ? [] : [words.labelled(words.fix, oneLine(cause.fix.summary))];
    const title = words.aside(stopped(oneLine(cause.title), words), words.kindOf(cause));
    return `${marks.severity[cause.severity]} ${words.inARow([title, ...fix])}`;
  });
}

/** `23 causes ruled out · 1 could not be checked (nft: permission denied)`, less what the body says anyway. */
export function ledger(report: Report, words: Words): string {
  const { verdict, checked, unknowns } = report;
  const saysCounts = verdict === 'faulty' || verdict === 'unknown';
  const saysGaps = unknowns.length > 0 && (verdict === 'faulty' || verdict === 'healthy');
  return [
    ...(saysCounts ? [words.ruledOut(checked.length)] : []),
    ...(saysGaps ? [words.couldNotCheck(unknowns.length, firstReasons(report, words))] : []),
  ].join(' · ');
}

function firstReasons(report: Report, words: Words): string {
  const reasons = unknownReasons(report, words).map((reason) => cut(reason, 120));
  return words.clauses(reasons.length > 2 ? [...reasons.slice(0, 2), '…'] : reasons);
}

/** One line for each reason; a fact that could not be read often stops several checks. */
export function unknownReasons(report: Report, words: Words): string[] {
  const checksOf = new Map<string, string[]>();
  for (const { check, because } of report.unknowns) {
    const reason = oneLine(because);
    checksOf.set(reason, [...(checksOf.get(reason) ?? []), oneLine(check)]);
  }
  return [...checksOf].map(([reason, checks]) =>
    checks.length > 2
      ? words.stopsChecks(reason, checks.length)
      : words.labelled(words.names(checks), reason),
  );
}

/** Why there is no connection; the error's own next step is part of it. */
export function whyUnreachable(report: Report): string[] {
  return [...new Set(report.unknowns.map(({ because }) => oneLine(because)))];
}

export function whatNow(report: Report, words: Words): string | undefined {
  switch (report.verdict) {
    case 'unreachable':
      return words.nextWhenUnreachable;
    case 'unknown':
      return report.unknowns.length > 0 ? words.nextWhenBlind : words.nextWhenUnknown;
    case 'healthy':
    case 'faulty':
      return undefined;
    default:
      return report.verdict satisfies never;
  }
}

function stopped(text: string, words: Words): string {
  return /[.!?…。！？]$/.test(text) ? text : words.stopped(text);
}
