import type { Cause, Report, Verdict } from '../report/report.ts';
import type { Stage } from '../flows/diagnose.ts';
import { count } from './untrusted.ts';

/** Every sentence that the renderers add to a report, in one place. */
export const words = {
  verdictMark: { healthy: '🟢', faulty: '🔴', unknown: '🟡', unreachable: '⚫' } satisfies Record<
    Verdict,
    string
  >,
  severityMark: { critical: '🔴', warning: '🟠', notice: '🔵' } satisfies Record<Cause['severity'], string>,
  verdict: {
    healthy: (target: string) => `${target} is healthy`,
    faulty: (target: string) => `${target} is faulty`,
    unknown: (target: string) => `${target}: cause unknown`,
    unreachable: (target: string) => `${target} cannot be reached`,
    incomplete: (target: string) => `${target}: no fault found, but not everything could be checked`,
  } satisfies Record<Verdict | 'incomplete', (target: string) => string>,

  cause: { proven: 'Cause, proven', likely: 'Cause, likely' } satisfies Record<Cause['certainty'], string>,
  certainty: { proven: 'proven', likely: 'likely' } satisfies Record<Cause['certainty'], string>,
  explains: 'Explains',
  behind: 'Behind it',
  fix: 'Fix',
  commands: 'Commands',
  risk: 'Risk',
  apply: (command: string) => `Or let Ferryman do it: \`${command}\``,
  also: 'Also found',
  noticed: 'Noticed',
  unexplained: 'Not explained',
  unchecked: 'Not checked',
  checked: 'Checked',
  why: 'Why',
  next: 'What now',
  symptoms: 'Symptoms',
  noSymptom: 'None.',
  noOutput: '(no output)',

  nextWhenUnreachable:
    'Then run again. `ferryman doctor` tries each step of the connection and says what to do about the one that fails.',
  nextWhenBlind: 'Make the checks above possible (most need root or `sudo`), then run again.',
  nextWhenUnknown:
    'Every check ran and none of the known causes fits. Give the evidence to whoever looks after this host; it is what they will ask for.',

  healthy: (causes: number) =>
    causes === 1
      ? 'One known cause was looked for and ruled out.'
      : `${count(causes)} known causes were looked for and ruled out.`,
  ruledOut: (causes: number) => (causes === 1 ? '1 cause ruled out' : `${count(causes)} causes ruled out`),
  couldNotCheck: (checks: number, reasons: string) => `${count(checks)} could not be checked (${reasons})`,
  stopsChecks: (reason: string, checks: number) => `${reason} (${checks} checks)`,
  wrongIf: (falsifier: string) =>
    /^wrong if/i.test(falsifier) ? `W${falsifier.slice(1)}` : `Wrong if ${falsifier}`,
  explainedBy: (causes: string) => `explained by ${causes}`,
  explainedByNothing: 'explained by nothing that was found',

  more: (n: number) => `… and ${count(n)} more`,
  moreLines: (n: number) => `… ${count(n)} more ${n === 1 ? 'line' : 'lines'}`,
  moreInThread: (n: number) => `… and ${count(n)} more, in the thread`,
  commandsInThread: (missing: number, all: number) =>
    missing === all
      ? `The ${all === 1 ? 'command is' : `${count(all)} commands are`} too long for this card: see the thread.`
      : `… and ${count(missing)} more ${missing === 1 ? 'command' : 'commands'}, in the thread. Run none before you have read all.`,
  commandTooLong: (command: string) => `A command is too long for Slack. It is in \`${command}\`.`,
  evidenceOf: (target: string, part: number, parts: number) =>
    parts === 1 ? `Evidence for ${target}` : `Evidence for ${target}, part ${part} of ${parts}`,
  evidenceGoesOn: (pieces: number, command: string) =>
    `${count(pieces)} more ${pieces === 1 ? 'piece' : 'pieces'} of evidence did not fit here. All of it: \`${command}\``,

  diagnosing: (target: string) => `Diagnosing ${target}`,
  askedBy: 'asked by',
  waiting: 'waiting for a worker',
  stageNow: {
    connecting: 'connecting',
    reading: 'reading the host',
    'trying-ports': 'trying the ports',
    reasoning: 'looking for the cause',
  } satisfies Record<Stage, string>,
  stageDone: {
    connecting: 'connected',
    reading: 'host read',
    'trying-ports': 'ports tried',
    reasoning: 'cause looked for',
  } satisfies Record<Stage, string>,
  notDiagnosed: (target: string) => `${target} was not diagnosed`,
  alreadyRunning: (target: string) => `${target} is being diagnosed right now.`,
  followThere: 'Follow it in its thread',
  runAgain: 'Run again',
  fixIt: 'Fix it…',
};

/** `2.1 s`, `48 s`, `2 min`, `1 min 12 s`. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = `${Math.floor(whole / 60)} min`;
  return whole % 60 === 0 ? minutes : `${minutes} ${whole % 60} s`;
}

/** The colour of the card: a fault that is only a warning does not look like an outage. */
export function verdictMark(report: Report): string {
  const worst = report.causes.some((cause) => cause.severity === 'critical') ? 'critical' : 'warning';
  return report.verdict === 'faulty' ? words.severityMark[worst] : words.verdictMark[report.verdict];
}
