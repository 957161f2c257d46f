import type { Cause, Report, Verdict } from '../report/report.ts';
import type { Stage } from '../flows/diagnose.ts';
import type { Reader } from '../text/reader.ts';
import { list, sentences } from '../text/say.ts';
import { nameSubject } from './subject.ts';
import { count } from './untrusted.ts';

/** The marks stand beside words that say the same (`warned`, `kindOf`): nothing is meant by colour alone. */
export const marks = {
  verdict: { healthy: '🟢', faulty: '🔴', unknown: '🟡', unreachable: '⚫' } satisfies Record<
    Verdict,
    string
  >,
  severity: { critical: '🔴', warning: '🟠', notice: '🔵' } satisfies Record<Cause['severity'], string>,
};

/** Every sentence that the renderers add to a report, in one place. */
export function wordsFor({ t, tell }: Reader) {
  return {
    verdict: {
      healthy: (target: string) => t`${target} is healthy`,
      faulty: (target: string) => t`${target} is faulty`,
      warned: (target: string) => t`${target} is faulty (a warning)`,
      unknown: (target: string) => t`${target}: cause unknown`,
      unreachable: (target: string) => t`${target} cannot be reached`,
      incomplete: (target: string) => t`${target}: no fault found, but not everything could be checked`,
    } satisfies Record<Verdict | 'incomplete' | 'warned', (target: string) => string>,
    labelled: (label: string, text: string) => t`${label}: ${text}`,
    inARow: (told: readonly string[]) => tell(sentences(...told)),
    stopped: (sentence: string) => t`${sentence}.`,
    /** A verdict and the title of its cause. */
    headline: (verdict: string, title: string) => t`${verdict}: ${title}`,
    untried: (headline: string, target: string) => t`${headline} (${target} was not tried)`,

    cause: { proven: t`Cause, proven`, likely: t`Cause, likely` } satisfies Record<
      Cause['certainty'],
      string
    >,
    /** How sure a cause is; and where it is less than a fault that stops something, that. */
    kindOf: ({ severity, certainty }: Pick<Cause, 'severity' | 'certainty'>): string => {
      const sure = { proven: t`proven`, likely: t`likely` }[certainty];
      if (severity === 'critical') return sure;
      return tell(list([severity === 'warning' ? t`warning` : t`notice`, sure], 'phrases'));
    },
    subject: (subject: Cause['subject']) => nameSubject(subject, { tell }),
    /** A sentence, and what is said of it behind it. */
    aside: (sentence: string, note: string) => t`${sentence} (${note})`,
    phrases: (told: readonly string[]) => tell(list(told, 'phrases')),
    clauses: (told: readonly string[]) => tell(list(told, 'clauses')),
    names: (told: readonly string[]) => tell(list(told)),
    explains: t`Explains`,
    behind: t`Behind it`,
    fix: t`Fix`,
    commands: t`Commands`,
    risk: t`Risk`,
    apply: (command: string) => t`Or let Ferryman do it: \`${command}\``,
    also: t`Also found`,
    noticed: t`Noticed`,
    unexplained: t`Not explained`,
    unchecked: t`Not checked`,
    checked: t`Checked`,
    why: t`Why`,
    next: t`What now`,
    symptoms: t`Symptoms`,
    noSymptom: t`None.`,
    noOutput: t`(no output)`,

    nextWhenUnreachable: t`Then run again. \`ferryman doctor\` tries each step of the connection and says what to do about the one that fails.`,
    nextWhenBlind: t`Make the checks above possible (most need root or \`sudo\`), then run again.`,
    nextWhenUnknown: t`Every check ran and none of the known causes fits. Give the evidence to whoever looks after this host; it is what they will ask for.`,

    healthy: (causes: number) =>
      causes === 1
        ? t`One known cause was looked for and ruled out.`
        : t`${count(causes)} known causes were looked for and ruled out.`,
    ruledOut: (causes: number) =>
      causes === 1 ? t`1 cause ruled out` : t`${count(causes)} causes ruled out`,
    couldNotCheck: (checks: number, reasons: string) => t`${count(checks)} could not be checked (${reasons})`,
    stopsChecks: (reason: string, checks: number) => t`${reason} (${checks} checks)`,
    /** Rules say "wrong if …" themselves, in the reader's language. */
    wrongIf: (falsifier: string) => {
      if (/^wrong if/i.test(falsifier)) return `W${falsifier.slice(1)}`;
      return /\p{Script=Han}/u.test(falsifier) ? falsifier : t`Wrong if ${falsifier}`;
    },
    explainedBy: (causes: string) => t`explained by ${causes}`,
    explainedByNothing: t`explained by nothing that was found`,

    more: (n: number) => t`… and ${count(n)} more`,
    moreLines: (n: number) => (n === 1 ? t`… 1 more line` : t`… ${count(n)} more lines`),
    moreInThread: (n: number) => t`… and ${count(n)} more, in the thread`,
    commandsInThread: (missing: number, all: number) => {
      if (missing < all) {
        return missing === 1
          ? t`… and 1 more command, in the thread. Run none before you have read all.`
          : t`… and ${count(missing)} more commands, in the thread. Run none before you have read all.`;
      }
      return all === 1
        ? t`The command is too long for this card: see the thread.`
        : t`The ${count(all)} commands are too long for this card: see the thread.`;
    },
    commandTooLong: (command: string) => t`A command is too long for Slack. It is in \`${command}\`.`,
    evidenceOf: (target: string, part: number, parts: number) =>
      parts === 1 ? t`Evidence for ${target}` : t`Evidence for ${target}, part ${part} of ${parts}`,
    evidenceGoesOn: (pieces: number, command: string) =>
      pieces === 1
        ? t`1 more piece of evidence did not fit here. All of it: \`${command}\``
        : t`${count(pieces)} more pieces of evidence did not fit here. All of it: \`${command}\``,

    container: (host: string, container: string) => t`${host}, container ${container}`,
    diagnosing: (target: string) => t`Diagnosing ${target}`,
    askedBy: (person: string) => t`asked by ${person}`,
    waiting: t`waiting for a worker`,
    stageNow: {
      connecting: t`connecting`,
      reading: t`reading the host`,
      'trying-ports': t`trying the ports`,
      reasoning: t`looking for the cause`,
    } satisfies Record<Stage, string>,
    stageDone: {
      connecting: t`connected`,
      reading: t`host read`,
      'trying-ports': t`ports tried`,
      reasoning: t`cause looked for`,
    } satisfies Record<Stage, string>,
    notDiagnosed: (target: string) => t`${target} was not diagnosed`,
    alreadyRunning: (target: string) => t`${target} is being diagnosed right now.`,
    followThere: t`Follow it in its thread`,
    runAgain: t`Run again`,
    fixIt: t`Fix it…`,

    /** `2.1 s`, `48 s`, `2 min`, `1 min 12 s`. */
    duration(ms: number): string {
      const seconds = ms / 1000;
      if (seconds < 9.95) return t`${seconds.toFixed(1)} s`;
      const whole = Math.round(seconds);
      if (whole < 60) return t`${whole} s`;
      const minutes = t`${Math.floor(whole / 60)} min`;
      return whole % 60 === 0 ? minutes : t`${minutes} ${whole % 60} s`;
    },
  };
}
export type Words = ReturnType<typeof wordsFor>;

/** The colour of the card: a fault that is only a warning does not look like an outage. */
export function verdictMark(report: Report): string {
  if (report.verdict !== 'faulty') return marks.verdict[report.verdict];
  return marks.severity[isOnlyWarned(report) ? 'warning' : 'critical'];
}

/** It is faulty, and nothing of it is critical. */
export function isOnlyWarned({ verdict, causes }: Report): boolean {
  return verdict === 'faulty' && causes.every(({ severity }) => severity !== 'critical');
}
