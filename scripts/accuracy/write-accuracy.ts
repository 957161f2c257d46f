import type { GradedAnswer } from './answer.ts';
import type { LabAnswers } from './ask-lab-hosts.ts';
import type { RecordedAnswers } from './ask-recorded-hosts.ts';

export interface AccuracyRun extends LabAnswers {
  readonly variants: number;
  readonly recorded: RecordedAnswers;
  readonly minutes: number;
}

/** docs/accuracy.md, failures included. */
export function writeAccuracy(run: AccuracyRun): string {
  const { seed, hosts, variants, answers, failures, recorded, minutes } = run;
  const faulty = answers.filter(({ expected }) => expected.verdict === 'faulty');
  const healthy = answers.filter(({ expected }) => expected.verdict === 'healthy');
  const groups = [...new Set(answers.map(({ group }) => group))];
  const wrong = answers.filter((answer) => !isRight(answer));
  return [
    '# Accuracy',
    '',
    `Written by \`npm run accuracy\`: every lab case in ${variants === 1 ? 'one variant' : `${variants} variants`} (other subnets, ports and names; without and with a red herring), ${hosts} real hosts, ${answers.length} questions, seed ${seed}, ${Math.round(minutes)} minutes. What is right comes from how a host was broken.`,
    '',
    '| | |',
    '|---|---|',
    `| right cause first, of ${faulty.length} questions about faults | ${percent(faulty.filter(isRight).length, faulty.length)} |`,
    `| healthy hosts that look odd | ${new Set(answers.filter(({ group }) => group === 'healthy').map(({ host }) => host)).size}, each in ${variants === 1 ? 'one variant' : `${variants} variants`} |`,
    `| accusations where nothing is wrong | ${healthy.filter(({ named }) => named !== undefined).length} |`,
    `| answered "unknown" though it could be known | ${answers.filter((one) => one.verdict === 'unknown' && one.expected.verdict !== 'unknown').length} |`,
    `| seconds to the answer, median / 95 % / longest | ${seconds(answers.map(({ ms }) => ms))} |`,
    `| the same, beyond the slowest attempt (a connection, or a silent nameserver) | ${seconds(answers.map(({ ms, slowestAttemptMs }) => ms - slowestAttemptMs))} |`,
    `| recorded hosts, right answers | ${recorded.questions - recorded.wrong.length} of ${recorded.questions} (${recorded.hosts} hosts) |`,
    '',
    '## By group',
    '',
    '| group | questions | right | unknown | seconds (median / 95 % / longest) |',
    '|---|---|---|---|---|',
    ...groups.map((group) =>
      row(
        group,
        answers.filter((answer) => answer.group === group),
      ),
    ),
    '',
    '## What went wrong',
    '',
    ...(wrong.length + failures.length + recorded.wrong.length === 0 ? ['Nothing in this run.'] : []),
    ...wrong.map(
      ({ host, asked, expected, verdict, named, drawn }) =>
        `- ${host}, \`diagnose ${asked}\`: ${verdict}, ${named ?? 'no cause'}; expected ${expected.cause ?? expected.verdict} (${drawn})`,
    ),
    ...recorded.wrong.map((line) => `- recorded: ${line}`),
    ...failures.map((line) => `- not made, so not counted: ${line.split('\n')[0] ?? ''}`),
    '',
  ].join('\n');
}

function isRight({ expected, verdict, named }: GradedAnswer): boolean {
  if (verdict !== expected.verdict) return false;
  if (expected.verdict !== 'faulty') return named === undefined;
  return expected.cause === undefined || named === expected.cause;
}

function row(group: string, answers: readonly GradedAnswer[]): string {
  const unknown = answers.filter((one) => one.verdict === 'unknown' && one.expected.verdict !== 'unknown');
  return `| ${group} | ${answers.length} | ${percent(answers.filter(isRight).length, answers.length)} | ${unknown.length} | ${seconds(answers.map(({ ms }) => ms))} |`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function seconds(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return [0.5, 0.95, 1].map((share) => (at(share) / 1000).toFixed(1)).join(' / ');
}
